package io.bauta.store;

import io.bauta.call.CallStart;
import io.bauta.call.ToldFact;
import java.sql.SQLException;

/** What a carrier names a call by, and so what its beginning and its facts have in common. */
record CallKey(String account, String call) {

  static CallKey of(CallStart start) {
    return new CallKey(start.incoming().carrierAccount(), start.carrierCallId().text());
  }

  static CallKey of(ToldFact told) {
    return new CallKey(told.carrierAccount(), told.carrierCallId().text());
  }

  static CallKey of(Row row) throws SQLException {
    return new CallKey(row.text("carrier_account"), row.text("carrier_call_id"));
  }
}

package io.bauta.store;

import io.bauta.proof.ProofMark;
import io.bauta.proof.ProofStore;
import io.bauta.proof.ProofTally;
import java.util.Collection;
import java.util.List;

/** What was seen of proofs, in SQL: a row for each account and mark. */
public final class SqlProofStore implements ProofStore {

  private static final String ALL =
      """
      select carrier_account, mark, last_at, total from carrier_proof
      """;

  private static final String PUT =
      """
      insert into carrier_proof (carrier_account, mark, last_at, total) values (?, ?, ?, ?)
      on conflict (carrier_account, mark)
        do update set last_at = excluded.last_at, total = excluded.total
      """;

  private final Database database;

  public SqlProofStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ProofTally> tallies() {
    return database.read(
        link ->
            link.query(ALL)
                .all(
                    row ->
                        new ProofTally(
                            row.text("carrier_account"),
                            ProofMark.valueOf(row.text("mark")),
                            row.instant("last_at"),
                            row.number("total"))));
  }

  @Override
  public void put(Collection<ProofTally> tallies) {
    database.write(
        link -> {
          Query put = link.query(PUT);
          for (ProofTally tally : tallies) {
            put.addBatch(tally.account(), tally.mark(), tally.lastAt(), tally.total());
          }
          put.executeBatch();
          return true;
        });
  }
}

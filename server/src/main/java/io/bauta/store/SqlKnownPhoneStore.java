package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.session.KnownPhone;
import io.bauta.session.KnownPhoneStore;
import io.bauta.session.SessionId;
import io.bauta.vault.NumberVault;
import java.util.Optional;

/** Known telephones in SQL, by their tokens alone: nobody asks which they are. */
public final class SqlKnownPhoneStore implements KnownPhoneStore {

  private static final String REMEMBER =
      """
      insert into known_phone (phone_token, proxy_number, session_id, position, since)
      values (?, ?, ?, ?, ?)
      on conflict (phone_token, proxy_number) do update set
        session_id = excluded.session_id, position = excluded.position, since = excluded.since
      where excluded.since >= known_phone.since
      """;

  private static final String FIND =
      """
      select session_id, position, since from known_phone
      where phone_token = ? and proxy_number = ?
      """;

  private final Database database;
  private final NumberVault vault;

  public SqlKnownPhoneStore(Database database, NumberVault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public void remember(KnownPhone known) {
    byte[] token = vault.token(known.phone());
    database.write(
        link ->
            link.query(REMEMBER)
                .with(
                    token,
                    known.dialed().digits(),
                    known.session().uuid(),
                    known.position(),
                    known.since())
                .update());
  }

  @Override
  public Optional<KnownPhone> find(PhoneNumber dialed, PhoneNumber phone) {
    byte[] token = vault.token(phone);
    return database.read(
        link ->
            link.query(FIND)
                .with(token, dialed.digits())
                .first(
                    row ->
                        new KnownPhone(
                            dialed,
                            phone,
                            new SessionId(row.id("session_id")),
                            Math.toIntExact(row.number("position")),
                            row.instant("since"))));
  }
}

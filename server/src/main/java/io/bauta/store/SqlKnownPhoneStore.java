package io.bauta.store;

import io.bauta.number.PhoneNumber;
import io.bauta.session.KnownPhone;
import io.bauta.session.KnownPhoneStore;
import io.bauta.session.SessionId;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import java.sql.SQLException;
import java.util.Optional;

/** Known telephones in SQL, by their tokens alone: nobody asks which they are. */
public final class SqlKnownPhoneStore implements KnownPhoneStore {

  private static final TokenStatement AGAIN =
      TokenStatement.of(
          "phone_token",
          """
          update known_phone set session_id = ?, position = ?, since = ?
          where {token} = ? and proxy_number = ? and since <= ?
          """);

  private static final String REMEMBER =
      """
      insert into known_phone
        (phone_token, next_token, proxy_number, session_id, position, since)
      values (?, ?, ?, ?, ?, ?)
      on conflict do nothing
      """;

  private static final TokenStatement FIND =
      TokenStatement.of(
          "phone_token",
          """
          select session_id, position, since from known_phone
          where {token} = ? and proxy_number = ?
          """);

  private final Database database;
  private final NumberVault vault;

  public SqlKnownPhoneStore(Database database, NumberVault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public void remember(KnownPhone known) {
    try (KeyRing.Turn turn = vault.turn()) {
      boolean _ = database.write(link -> remember(link, known, turn.tokens()));
    }
  }

  private static boolean remember(Link link, KnownPhone known, Tokens tokens) throws SQLException {
    // Again after the insert: somebody else may have come in between.
    return again(link, known, tokens)
        || insert(link, known, tokens.written(known.phone()))
        || again(link, known, tokens);
  }

  private static boolean again(Link link, KnownPhone known, Tokens tokens) throws SQLException {
    return link.query(AGAIN.by(tokens))
            .with(
                known.session().uuid(),
                known.position(),
                known.since(),
                tokens.wanted(known.phone()),
                known.dialed().digits(),
                known.since())
            .update()
        > 0;
  }

  private static boolean insert(Link link, KnownPhone known, Tokens.Written token)
      throws SQLException {
    return link.query(REMEMBER)
            .with(
                token.token(),
                token.next(),
                known.dialed().digits(),
                known.session().uuid(),
                known.position(),
                known.since())
            .update()
        > 0;
  }

  @Override
  public Optional<KnownPhone> find(PhoneNumber dialed, PhoneNumber phone) {
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] token = turn.tokens().wanted(phone);
      return database.read(
          link ->
              link.query(FIND.by(turn.tokens()))
                  .with(token, dialed.digits())
                  .first(row -> known(row, dialed, phone)));
    }
  }

  private static KnownPhone known(Row row, PhoneNumber dialed, PhoneNumber phone)
      throws SQLException {
    return new KnownPhone(
        dialed,
        phone,
        new SessionId(row.id("session_id")),
        Math.toIntExact(row.number("position")),
        row.instant("since"));
  }
}

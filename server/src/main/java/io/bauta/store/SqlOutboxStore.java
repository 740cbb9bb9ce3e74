package io.bauta.store;

import io.bauta.call.CallStart;
import io.bauta.call.CarrierCallId;
import io.bauta.call.ToldFact;
import io.bauta.carrier.CarrierCommand;
import io.bauta.carrier.CarrierCommand.When;
import io.bauta.outbox.EndedCommand;
import io.bauta.outbox.OutboxStore;
import io.bauta.outbox.OwedCommand;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Owed commands in SQL. What a command says is sealed: it may hold the number to ring. */
public final class SqlOutboxStore implements OutboxStore {

  // One that is owed sooner takes the place of one that waits; what ended stays ended. Which is
  // sooner the delays say: the clock may have been set back between the two.
  private static final String OWE =
      """
      insert into owed_command
        (command_key, carrier_account, carrier_call_id, command_id, action, leg, body_sealed,
         owed_at, delay_millis, due_at, wanted)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (command_key) do update
        set action = excluded.action, leg = excluded.leg, body_sealed = excluded.body_sealed,
          owed_at = excluded.owed_at, delay_millis = excluded.delay_millis,
          due_at = excluded.due_at, wanted = excluded.wanted
        where owed_command.ended is null and excluded.delay_millis < owed_command.delay_millis
      """;

  private static final String OPEN =
      """
      select * from owed_command where ended is null
      """;

  private static final String OPEN_BY_KEY = OPEN + "and command_key = ?";

  // In the words of its index, which has no other commands.
  private static final String NETS_OF_CALL =
      OPEN
          + """
          and wanted <> 'ALWAYS' and carrier_account = ? and carrier_call_id = ?
          order by due_at, command_key
          """;

  private static final String OLDEST_FIRST = "order by due_at, command_key limit ?";
  private static final String OLDEST_OPEN = OPEN + OLDEST_FIRST;

  private static final String OPEN_AFTER =
      OPEN + "and (due_at > ? or (due_at = ? and command_key > ?)) " + OLDEST_FIRST;

  private static final String END =
      """
      update owed_command set ended = ?, ended_at = ?, body_sealed = null
      where command_key = ? and ended is null
      """;

  private static final String FORGET =
      """
      delete from owed_command where ended_at < ?
        or (ended is null and due_at < ? and wanted = 'ENDED_UNANSWERED')
      """;

  private final Database database;
  private final SqlCallStore calls;
  private final NumberVault vault;

  /**
   * An outbox in {@code database}.
   *
   * @param calls of the same database
   */
  public SqlOutboxStore(Database database, SqlCallStore calls, NumberVault vault) {
    this.database = database;
    this.calls = calls;
    this.vault = vault;
  }

  @Override
  public List<OwedCommand> append(
      List<CallStart> starts, List<ToldFact> facts, List<OwedCommand> commands) {
    try (KeyRing.Turn _ = vault.turn()) {
      List<byte[]> sealed = seal(commands);
      return calls.append(starts, facts, link -> insert(link, commands, sealed));
    }
  }

  /** Before the writer's turn, which is everybody's. */
  private List<byte[]> seal(List<OwedCommand> commands) {
    return commands.stream().map(owed -> vault.sealText(owed.command().body())).toList();
  }

  private static List<OwedCommand> insert(
      Link link, List<OwedCommand> commands, List<byte[]> sealed) throws SQLException {
    List<OwedCommand> fresh = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      OwedCommand owed = commands.get(i);
      CarrierCommand command = owed.command();
      int changed =
          link.query(OWE)
              .with(
                  owed.key(),
                  owed.account(),
                  owed.call().text(),
                  command.id(),
                  command.action(),
                  command.leg(),
                  sealed.get(i),
                  owed.owedAt(),
                  command.delay(),
                  owed.dueAt(),
                  command.when())
              .update();
      if (changed > 0) {
        fresh.add(owed);
      }
    }
    return fresh;
  }

  @Override
  public Optional<OwedCommand> findOpen(String key) {
    return database.read(link -> link.query(OPEN_BY_KEY).with(key).first(this::read));
  }

  @Override
  public List<OwedCommand> openAfter(Optional<OwedCommand> last) {
    return database.read(
        link ->
            last.isEmpty()
                ? link.query(OLDEST_OPEN).with(OPEN_MAX).all(this::read)
                : link.query(OPEN_AFTER)
                    .with(last.get().dueAt(), last.get().dueAt(), last.get().key(), OPEN_MAX)
                    .all(this::read));
  }

  private OwedCommand read(Row row) throws SQLException {
    Duration delay = row.duration("delay_millis");
    return new OwedCommand(
        row.text("carrier_account"),
        new CarrierCallId(row.text("carrier_call_id")),
        new CarrierCommand(
            row.text("command_id"),
            row.text("action"),
            row.text("leg"),
            SealedValue.open(
                row.bytes("body_sealed"),
                "owed_command",
                "body_sealed",
                row.text("command_key"),
                vault::openText),
            delay,
            When.valueOf(row.text("wanted"))),
        row.instant("owed_at"));
  }

  @Override
  public List<OwedCommand> netsOf(String account, CarrierCallId call) {
    return database.read(
        link -> link.query(NETS_OF_CALL).with(account, call.text()).all(this::read));
  }

  @Override
  public List<OwedCommand> ended(List<EndedCommand> commands) {
    List<OwedCommand> nets = commands.stream().flatMap(command -> command.nets().stream()).toList();
    try (KeyRing.Turn _ = vault.turn()) {
      List<byte[]> sealed = seal(nets);
      return database.write(
          link -> {
            if (commands.size() > 1) {
              // Whoever owes some of the same at the same time takes rows in another order.
              link.dialect().takeTurn(link, Dialect.Turn.CALLS);
            }
            Query end = link.query(END);
            for (EndedCommand command : commands) {
              end.addBatch(command.end(), command.at(), command.owed().key());
            }
            end.executeBatch();
            return insert(link, nets, sealed);
          });
    }
  }

  @Override
  public void forget(Instant before) {
    database.write(link -> link.query(FORGET).with(before, before).update());
  }
}

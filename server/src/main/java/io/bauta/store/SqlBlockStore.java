package io.bauta.store;

import io.bauta.pool.Block;
import io.bauta.pool.BlockId;
import io.bauta.pool.BlockStore;
import io.bauta.pool.PoolId;
import io.bauta.vault.KeyRing;
import io.bauta.vault.NumberVault;
import io.bauta.vault.Tokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Block lists in SQL: each number by its token, so that it is there once, and sealed. */
public final class SqlBlockStore implements BlockStore {

  private static final String POOL =
      """
      select 1 from pool where id = ?
      """;

  private static final String COUNT =
      """
      select count(*) as entries from pool_block where pool_id = ?
      """;

  private static final TokenStatement KNOWN =
      TokenStatement.of(
          "number_token",
          """
          select * from pool_block where pool_id = ? and {token} = ?
          """);

  private static final String INSERT =
      """
      insert into pool_block (id, pool_id, number_token, next_token, number_sealed, blocked_at)
      values (?, ?, ?, ?, ?, ?)
      """;

  private static final String DELETE =
      """
      delete from pool_block where id = ? and pool_id = ?
      """;

  private static final String ALL =
      """
      select * from pool_block order by id
      """;

  private final Database database;
  private final NumberVault vault;

  public SqlBlockStore(Database database, NumberVault vault) {
    this.database = database;
    this.vault = vault;
  }

  @Override
  public BlockOutcome block(Block block, int max) {
    try (KeyRing.Turn turn = vault.turn()) {
      byte[] sealed = vault.seal(block.number());
      return database.write(link -> block(link, block, turn.tokens(), sealed, max));
    }
  }

  private BlockOutcome block(Link link, Block block, Tokens tokens, byte[] sealed, int max)
      throws SQLException {
    // The pool is locked, so that two at once do not both take the last place.
    if (!link.query(POOL + link.dialect().forUpdate()).with(block.pool().uuid()).exists()) {
      return new BlockOutcome.NoSuchPool();
    }
    Optional<Block> known =
        link.query(KNOWN.by(tokens))
            .with(block.pool().uuid(), tokens.wanted(block.number()))
            .first(this::block);
    if (known.isPresent()) {
      return new BlockOutcome.BlockedBefore(known.get());
    }
    long entries =
        link.query(COUNT)
            .with(block.pool().uuid())
            .first(row -> row.number("entries"))
            .orElseThrow();
    if (entries >= max) {
      return new BlockOutcome.ListFull(max);
    }
    Tokens.Written token = tokens.written(block.number());
    link.query(INSERT)
        .with(
            block.id().uuid(),
            block.pool().uuid(),
            token.token(),
            token.next(),
            sealed,
            block.blockedAt())
        .update();
    return new BlockOutcome.Blocked(block);
  }

  @Override
  public boolean unblock(PoolId pool, BlockId id) {
    return database.write(link -> link.query(DELETE).with(id.uuid(), pool.uuid()).update() == 1);
  }

  @Override
  public List<Block> blocks() {
    return database.read(link -> link.query(ALL).all(this::block));
  }

  private Block block(Row row) throws SQLException {
    return new Block(
        new BlockId(row.id("id")),
        new PoolId(row.id("pool_id")),
        SealedValue.open(
            row.bytes("number_sealed"), "pool_block", "number_sealed", row.id("id"), vault::open),
        row.instant("blocked_at"));
  }
}

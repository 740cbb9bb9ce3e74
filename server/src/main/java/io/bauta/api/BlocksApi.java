package io.bauta.api;

import io.bauta.carrier.CarrierAccount;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.HomeRegion;
import io.bauta.number.PhoneNumber;
import io.bauta.pool.Block;
import io.bauta.pool.BlockId;
import io.bauta.pool.BlockStore.BlockOutcome;
import io.bauta.pool.Blocks;
import io.bauta.pool.NumberPool;
import io.bauta.pool.Pools;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Block lists. Entries are named by an id, because a path must not hold anybody's number; to find
 * the id of a number, block it again.
 */
public final class BlocksApi {

  private final Blocks blocks;
  private final Pools pools;
  private final Accounts accounts;
  private final TimeOrderedIds ids;
  private final Clock clock;

  public BlocksApi(Blocks blocks, Pools pools, Accounts accounts, TimeOrderedIds ids, Clock clock) {
    this.blocks = blocks;
    this.pools = pools;
    this.accounts = accounts;
    this.ids = ids;
    this.clock = clock;
  }

  ApiReply block(ApiRequest request) {
    NumberPool pool = pool(request);
    Fields fields = Fields.of(request, Set.of("number"));
    PhoneNumber number = fields.number("number", homeRegion(pool, fields));
    if (pools.holds(number)) {
      throw fields.invalid(
          "own_proxy_number", "number", "the number is in one of our pools: expected a person's");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Block block = new Block(new BlockId(ids.next(now)), pool.id(), number, now);
    return switch (blocks.block(block)) {
      case BlockOutcome.Blocked(Block entry) -> ApiReply.created(of(entry));
      case BlockOutcome.BlockedBefore(Block first) -> ApiReply.ok(of(first));
      case BlockOutcome.ListFull(int max) ->
          throw fields.invalid(
              "block_list_full", "number", "a block list has at most %d entries".formatted(max));
      case BlockOutcome.NoSuchPool() -> throw new ProblemException(Problem.notFound("pool"));
    };
  }

  ApiReply list(ApiRequest request) {
    NumberPool pool = pool(request);
    int limit = Page.limit(request);
    Optional<BlockId> after =
        Page.parameter(request, "cursor", BlockId::parse, "a cursor from the page before");
    List<Block> rest =
        blocks.of(pool.id()).stream()
            .filter(
                block ->
                    after.isEmpty() || block.id().toString().compareTo(after.get().toString()) > 0)
            .limit(limit + 1L)
            .toList();
    return Page.of(rest, limit, BlocksApi::of, block -> block.id().toString());
  }

  ApiReply unblock(ApiRequest request) {
    NumberPool pool = pool(request);
    boolean known =
        BlockId.parse(request.pathValue("block"))
            .filter(id -> blocks.unblock(pool.id(), id))
            .isPresent();
    if (!known) {
      throw new ProblemException(Problem.notFound("entry of this pool's block list"));
    }
    return ApiReply.noContent();
  }

  private static ObjectNode of(Block block) {
    ObjectNode json = Json.object();
    json.put("id", block.id().toString());
    json.put("number", block.number().masked());
    json.put("blocked_at", block.blockedAt().toString());
    return json;
  }

  private NumberPool pool(ApiRequest request) {
    return Scoped.ofPath(request, pools);
  }

  private HomeRegion homeRegion(NumberPool pool, Fields fields) {
    return accounts
        .find(pool.carrierAccount())
        .map(CarrierAccount::homeRegion)
        .orElseThrow(
            () ->
                fields.invalid(
                    "carrier_account_gone",
                    "number",
                    "the pool's carrier account is not configured any more"));
  }
}

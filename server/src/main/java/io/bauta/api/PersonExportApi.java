package io.bauta.api;

import io.bauta.access.RevealLimit;
import io.bauta.access.RevealLimit.Turn;
import io.bauta.audit.AuditEntry;
import io.bauta.call.Call;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.event.EventFilter;
import io.bauta.event.EventStore;
import io.bauta.event.PlacedEvent;
import io.bauta.id.TimeOrderedIds;
import io.bauta.number.PhoneNumber;
import io.bauta.outbox.OutboxStore;
import io.bauta.outbox.OwedCommand;
import io.bauta.person.ExportId;
import io.bauta.person.Traces;
import io.bauta.person.Traces.Found;
import io.bauta.pool.Block;
import io.bauta.pool.Blocks;
import io.bauta.pool.NumberPool;
import io.bauta.pool.PoolScope;
import io.bauta.pool.Pools;
import io.bauta.recording.Recording;
import io.bauta.recording.RecordingStore;
import io.bauta.routing.RoutingDecision.Connect;
import io.bauta.session.KnownPhone;
import io.bauta.session.MaskingSession;
import io.bauta.session.Order;
import io.bauta.session.Participant;
import io.bauta.session.Seat;
import io.bauta.session.SessionId;
import io.bauta.session.Sessions;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that is held on a person, as JSON lines, looked up page by page while it is sent. Of other
 * people only masked numbers are in it. That it is asked for is in the audit log before.
 */
public final class PersonExportApi {

  private static final String EXPORTED = "person.exported";
  private static final String REFUSED = "person.export_refused";
  private static final String LIMITED = "person.export_limited";
  private static final String CONTENT_TYPE = "application/jsonl";
  private static final String TOO_OFTEN = "asked more often than a key may";

  /** What a line is. */
  private enum Kind {
    EXPORT,
    SESSION,
    CALL,
    RECORDING,
    EVENT,
    KNOWN_TELEPHONE,
    BLOCK,
    COMMAND,
    END
  }

  private final Traces traces;
  private final Sessions sessions;
  private final CallStore calls;
  private final CallJson callJson;
  private final RecordingStore recordings;
  private final RecordingsApi recordingsApi;
  private final EventStore events;
  private final OutboxStore outbox;
  private final Pools pools;
  private final Blocks blocks;
  private final RevealLimit limit;
  private final BooleanSupplier flush;
  private final AuditApi audit;
  private final TimeOrderedIds ids;
  private final Clock clock;

  /**
   * The export of persons.
   *
   * @param flush stores what is queued of calls; false when it is not all stored
   */
  public PersonExportApi(
      Traces traces,
      Sessions sessions,
      CallStore calls,
      CallJson callJson,
      RecordingStore recordings,
      RecordingsApi recordingsApi,
      EventStore events,
      OutboxStore outbox,
      Pools pools,
      Blocks blocks,
      RevealLimit limit,
      BooleanSupplier flush,
      AuditApi audit,
      TimeOrderedIds ids,
      Clock clock) {
    this.traces = traces;
    this.sessions = sessions;
    this.calls = calls;
    this.callJson = callJson;
    this.recordings = recordings;
    this.recordingsApi = recordingsApi;
    this.events = events;
    this.outbox = outbox;
    this.pools = pools;
    this.blocks = blocks;
    this.limit = limit;
    this.flush = flush;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  ApiAnswer export(ApiRequest request) {
    Fields fields = Fields.of(request, Set.of(PersonFields.NUMBER, PersonFields.REASON));
    PhoneNumber number = PersonFields.number(fields);
    String reason = PersonFields.reason(fields, number);
    Instant now = clock.instant();
    ExportId id = new ExportId(ids.next(now));
    return switch (limit.take(request.caller(), now)) {
      case Turn.Limited(Duration pause, boolean isFirst) -> {
        if (isFirst) {
          audit.keep(entry(request, LIMITED, id, TOO_OFTEN));
        }
        yield RevealApi.limited(pause);
      }
      case Turn.Granted(int unsaid) -> {
        // Durable before anything leaves: what cannot be kept is not told.
        audit.keep(entry(request, EXPORTED, id, reason + RevealApi.after(unsaid)));
        yield lines(id, number, now);
      }
    };
  }

  /** That somebody asked whose role has not the right: they are refused in any case. */
  void forbidden(ApiRequest request) {
    Instant now = clock.instant();
    ExportId id = new ExportId(ids.next(now));
    switch (limit.take(request.caller(), now)) {
      case Turn.Granted(int unsaid) ->
          audit.keep(entry(request, REFUSED, id, "forbidden" + RevealApi.after(unsaid)));
      case Turn.Limited(Duration _, boolean isFirst) -> {
        if (isFirst) {
          audit.keep(entry(request, LIMITED, id, TOO_OFTEN));
        }
      }
    }
  }

  private AuditEntry entry(ApiRequest request, String action, ExportId id, String detail) {
    return audit.entry(request, action, "export", id.toString(), Optional.of(detail));
  }

  private ApiStream lines(ExportId id, PhoneNumber number, Instant now) {
    if (!flush.getAsBoolean()) {
      throw new ProblemException(
          new Problem(503, "store_unavailable", "calls wait to be stored: try again"));
    }
    // Read before the status leaves, so that a store that is away is a problem and not half a file.
    Found<SessionId> first = traces.sessions(number, Optional.empty());
    return new ApiStream(
        200,
        CONTENT_TYPE,
        Map.of(
            "Cache-Control",
            "no-store",
            "Content-Disposition",
            "attachment; filename=\"person.jsonl\""),
        OptionalLong.empty(),
        out -> new Lines(number, now, out).write(id, first));
  }

  /** One export that is being written. */
  private final class Lines {

    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final PhoneNumber number;
    private final Instant now;
    private final OutputStream out;

    Lines(PhoneNumber number, Instant now, OutputStream out) {
      this.number = number;
      this.now = now;
      this.out = out;
    }

    void write(ExportId id, Found<SessionId> first) throws IOException {
      ObjectNode head = Json.object();
      head.put("id", id.toString());
      head.put("real_number", number.masked());
      head.put("at", now.toString());
      line(Kind.EXPORT, head);
      writeSessions(first);
      writeOtherCalls();
      for (KnownPhone known : traces.knownPhones(number)) {
        line(Kind.KNOWN_TELEPHONE, of(known));
      }
      for (NumberPool pool : pools.all()) {
        for (Block block : blocks.of(pool.id())) {
          if (block.number().equals(number)) {
            line(Kind.BLOCK, of(block));
          }
        }
      }
      for (OwedCommand owed : outbox.open()) {
        if (number.isToldBy(owed.command().body())) {
          line(Kind.COMMAND, of(owed));
        }
      }
      ObjectNode end = Json.object();
      ObjectNode written = end.putObject("lines");
      counts.forEach((kind, count) -> written.put(Names.of(kind), count));
      line(Kind.END, end);
    }

    /** Whoever finds no line of the kind {@code end} has half of it. */
    private void line(Kind kind, ObjectNode json) throws IOException {
      counts.merge(kind, 1L, Long::sum);
      ObjectNode whole = Json.object();
      whole.put("kind", Names.of(kind));
      whole.setAll(json);
      out.write(Json.bytes(whole));
      out.write('\n');
    }

    private void writeSessions(Found<SessionId> first) throws IOException {
      Found<SessionId> page = first;
      while (true) {
        for (SessionId id : page.found()) {
          Optional<MaskingSession> session = sessions.find(id);
          if (session.isPresent()) {
            write(session.get());
          }
        }
        if (page.isLast()) {
          return;
        }
        page = traces.sessions(number, page.reached());
      }
    }

    private void write(MaskingSession session) throws IOException {
      List<Order> orders =
          sessions.orders(List.of(session.id()), now).getOrDefault(session.id(), List.of());
      ObjectNode json = SessionJson.of(session, orders, now);
      Set<String> own =
          session.participants().stream()
              .filter(this::isThem)
              .map(participant -> participant.id().toString())
              .collect(Collectors.toSet());
      hideOthers(json, own);
      line(Kind.SESSION, json);
      writeCalls(session);
      writeEvents(session, own);
    }

    private boolean isThem(Participant participant) {
      return participant.numbers().contains(number)
          || participant.openedWith().equals(Optional.of(number));
    }

    /** Names and codes of others are theirs. */
    private static void hideOthers(ObjectNode session, Set<String> own) {
      for (JsonNode node : session.path("participants")) {
        ObjectNode participant = (ObjectNode) node;
        boolean isThem = own.contains(participant.path("id").asString(""));
        participant.put("is_person", isThem);
        if (!isThem) {
          participant.remove("name");
          participant.remove("pin");
        }
      }
    }

    private void writeCalls(MaskingSession session) throws IOException {
      CallQuery query = CallQuery.newest(CallQuery.LIMIT_MAX).of(session.id());
      List<Call> page = calls.list(query);
      while (!page.isEmpty()) {
        for (Call call : page) {
          String as = as(call.start(), session);
          if (as != null) {
            write(call, as);
          }
        }
        page =
            page.size() < query.limit()
                ? List.of()
                : calls.list(query.before(Optional.of(page.getLast().start().id())));
      }
    }

    /** As what they are in the call; null when they are not. */
    private @Nullable String as(CallStart start, MaskingSession session) {
      if (start.decision() instanceof Connect connect) {
        if (isThem(connect.caller(), start.incoming().caller(), session)) {
          return "caller";
        }
        if (isThem(connect.callee(), Optional.of(connect.destination()), session)) {
          return "destination";
        }
      }
      return asStranger(start);
    }

    private boolean isThem(Optional<Seat> seat, Optional<PhoneNumber> of, MaskingSession session) {
      Optional<Participant> participant =
          seat.map(one -> session.participants().get(one.position()));
      return participant.isPresent()
          && of.isPresent()
          && isThem(participant.get())
          && participant.get().numbers().contains(of.get());
    }

    private @Nullable String asStranger(CallStart start) {
      if (start.incoming().caller().filter(number::equals).isPresent()) {
        return "caller";
      }
      if (start.decision() instanceof Connect connect && connect.destination().equals(number)) {
        return "destination";
      }
      return start.incoming().dialed().equals(number) ? "dialed" : null;
    }

    private void write(Call call, String as) throws IOException {
      ObjectNode json = callJson.withSteps(call);
      json.put("as", as);
      line(Kind.CALL, json);
      CallStart start = call.start();
      for (Recording recording :
          recordings.ofCalls(start.incoming().carrierAccount(), Set.of(start.carrierCallId()))) {
        line(Kind.RECORDING, recordingsApi.shown(recording));
      }
    }

    /** Those that are in none of their sessions. */
    private void writeOtherCalls() throws IOException {
      Optional<String> after = Optional.empty();
      while (true) {
        Found<CallId> page = traces.calls(number, after);
        for (CallId id : page.found()) {
          Optional<Call> call = calls.find(id);
          if (call.isPresent() && !isOfTheirSession(call.get())) {
            String as = asStranger(call.get().start());
            if (as != null) {
              write(call.get(), as);
            }
          }
        }
        if (page.isLast()) {
          return;
        }
        after = page.reached();
      }
    }

    private boolean isOfTheirSession(Call call) {
      return call.start()
          .decision()
          .session()
          .flatMap(sessions::find)
          .filter(session -> session.participants().stream().anyMatch(this::isThem))
          .isPresent();
    }

    private void writeEvents(MaskingSession session, Set<String> own) throws IOException {
      Optional<Long> before = Optional.empty();
      while (true) {
        List<PlacedEvent> page =
            events.latest(
                before,
                Optional.of(session.id()),
                EventFilter.ALL,
                PoolScope.all(),
                EventStore.READ_AT_ONCE_MAX);
        for (PlacedEvent placed : page) {
          ObjectNode json = EventJson.whole(placed.event());
          if (json.path("data") instanceof ObjectNode data) {
            hideOthers(data, own);
          }
          line(Kind.EVENT, json);
        }
        if (page.size() < EventStore.READ_AT_ONCE_MAX) {
          return;
        }
        before = Optional.of(page.getLast().place());
      }
    }

    private static ObjectNode of(KnownPhone known) {
      ObjectNode json = Json.object();
      json.put("session", known.session().toString());
      json.put("since", known.since().toString());
      return json;
    }

    private static ObjectNode of(Block block) {
      ObjectNode json = Json.object();
      json.put("id", block.id().toString());
      json.put("pool", block.pool().toString());
      json.put("blocked_at", block.blockedAt().toString());
      return json;
    }

    private static ObjectNode of(OwedCommand owed) {
      ObjectNode json = Json.object();
      json.put("carrier_account", owed.account());
      json.put("carrier_call_id", owed.call().text());
      json.put("due_at", owed.dueAt().toString());
      return json;
    }
  }
}

package io.bauta.api;

import static io.bauta.routing.Switchboard.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.audit.MemoryAuditLog;
import io.bauta.call.Call;
import io.bauta.call.CallFact.RecordingReady;
import io.bauta.call.CallId;
import io.bauta.call.CallQuery;
import io.bauta.call.CallStart;
import io.bauta.call.CallStore;
import io.bauta.call.CarrierCallId;
import io.bauta.call.MemoryCallStore;
import io.bauta.call.ToldFact;
import io.bauta.id.TimeOrderedIds;
import io.bauta.recording.MemoryRecordingStore;
import io.bauta.recording.RecordingStore;
import io.bauta.routing.RoutingDecision.Reason;
import io.bauta.routing.RoutingDecision.Refuse;
import io.bauta.routing.Switchboard;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls are read while they are sent, so a store may fail when half of them are gone. */
class CallExportTest {

  private static final int CALLS = 25;

  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final MemoryCallStore memory = new MemoryCallStore();
  private final CallJson json =
      new CallJson(new Switchboard().pools, new MemoryRecordingStore(memory, new MemoryAuditLog()));

  @BeforeEach
  void storeCalls() {
    for (int i = 0; i < CALLS; i++) {
      memory.append(
          List.of(
              new CallStart(
                  new CallId(ids.next(NOW)),
                  new CarrierCallId("c" + i),
                  NOW,
                  Switchboard.call(Switchboard.RIDER, Switchboard.M1),
                  new Refuse(Reason.UNKNOWN_CALLER, Optional.empty(), Optional.empty()),
                  Set.of())),
          List.of());
    }
  }

  /** The calls in memory, until a page is asked for too often. */
  private CallStore failingAfter(int pages) {
    AtomicInteger read = new AtomicInteger();
    return (CallStore)
        Proxy.newProxyInstance(
            CallStore.class.getClassLoader(),
            new Class<?>[] {CallStore.class},
            (self, method, arguments) -> {
              if (method.getName().equals("list") && read.incrementAndGet() > pages) {
                throw new IllegalStateException("the store is gone");
              }
              try {
                return method.invoke(memory, arguments);
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
  }

  private ApiStream export(int pages) {
    return new CallExport(failingAfter(pages), json)
        .of(CallQuery.newest(10), CallExport.Format.JSONL);
  }

  @Test
  void allPagesAreInIt() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    export(3).body().writeTo(out);
    assertThat(out.toString().lines()).hasSize(CALLS).doesNotHaveDuplicates();
  }

  /** Each page of ten asks for the recordings of all its calls at once. */
  @Test
  void recordingsAreLookedUpPageByPage() throws Exception {
    MemoryRecordingStore kept = new MemoryRecordingStore(memory, new MemoryAuditLog());
    memory.tells(kept::told);
    for (int i = 0; i < CALLS; i++) {
      memory.append(
          List.of(),
          List.of(
              new ToldFact(
                  Switchboard.ACCOUNT,
                  new CarrierCallId("c" + i),
                  new RecordingReady("recording:r", "r", Optional.empty(), Optional.empty()),
                  NOW)));
    }
    AtomicInteger asked = new AtomicInteger();
    RecordingStore counted =
        (RecordingStore)
            Proxy.newProxyInstance(
                RecordingStore.class.getClassLoader(),
                new Class<?>[] {RecordingStore.class},
                (self, method, arguments) -> {
                  asked.incrementAndGet();
                  return method.invoke(kept, arguments);
                });
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new CallExport(memory, new CallJson(new Switchboard().pools, counted))
        .of(CallQuery.newest(10), CallExport.Format.JSONL)
        .body()
        .writeTo(out);
    assertThat(out.toString().lines())
        .hasSize(CALLS)
        .allMatch(line -> line.contains("\"recordings\":[{\"id\":\"rec_"));
    assertThat(asked).hasValue(3);
  }

  @Test
  void aStoreThatFailsInBetweenIsNoEnd() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThatThrownBy(() -> export(2).body().writeTo(out)).hasMessage("the store is gone");
    assertThat(out.toString().lines()).hasSize(20);
  }

  @Test
  void aStoreThatIsAwayIsAProblemBeforeAnythingIsSent() {
    assertThatThrownBy(() -> export(0)).hasMessage("the store is gone");
  }

  @Test
  void anExportOfNothingIsItsHeader() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CallStore empty = new MemoryCallStore();
    new CallExport(empty, json).of(CallQuery.newest(10), CallExport.Format.CSV).body().writeTo(out);
    assertThat(out.toString()).isEqualTo(String.join(",", CallCsv.COLUMNS) + "\r\n");
    assertThat(empty.list(CallQuery.newest(1))).extracting(Call::start).isEmpty();
  }
}

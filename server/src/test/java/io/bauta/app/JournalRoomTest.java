package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.edge.CallLog;
import io.bauta.store.MappedCallJournal;
import org.junit.jupiter.api.Test;

class JournalRoomTest {

  /** Otherwise a server with much to do would answer calls that a kill takes the record of. */
  @Test
  void everyBeginningThatCanWaitForTheStoreHasItsSlot() {
    int inTheQueue = CallLog.QUEUE_MAX;
    int beingStored = CallLog.BATCH_MAX;
    int waitingForRoom = HttpServer.CONNECTIONS_MAX;

    assertThat(MappedCallJournal.SLOTS_MAX)
        .isGreaterThanOrEqualTo(inTheQueue + beingStored + waitingForRoom);
  }
}

package io.bauta.recording;

import io.bauta.audit.AuditLog;
import io.bauta.audit.MemoryAuditLog;
import io.bauta.call.CallStore;
import io.bauta.call.MemoryCallStore;
import org.junit.jupiter.api.BeforeEach;

class MemoryRecordingStoreTest implements RecordingStoreContract {

  private MemoryAuditLog audit;
  private MemoryCallStore calls;
  private MemoryRecordingStore recordings;

  @BeforeEach
  void open() {
    audit = new MemoryAuditLog();
    calls = new MemoryCallStore();
    recordings = new MemoryRecordingStore(calls, audit);
    calls.tells(recordings::told);
  }

  @Override
  public RecordingStore recordings() {
    return recordings;
  }

  @Override
  public CallStore calls() {
    return calls;
  }

  @Override
  public AuditLog audit() {
    return audit;
  }
}

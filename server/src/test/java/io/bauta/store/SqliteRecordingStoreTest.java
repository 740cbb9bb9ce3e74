package io.bauta.store;

import io.bauta.audit.AuditLog;
import io.bauta.call.CallStore;
import io.bauta.recording.RecordingStore;
import io.bauta.recording.RecordingStoreContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteRecordingStoreTest implements RecordingStoreContract {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.sqlite();

  @Override
  public RecordingStore recordings() {
    return DATABASE.recordings();
  }

  @Override
  public CallStore calls() {
    return DATABASE.calls();
  }

  @Override
  public AuditLog audit() {
    return DATABASE.audit();
  }
}

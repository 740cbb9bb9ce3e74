package io.bauta.carrier.alohaa;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.RecordingPlace;
import io.bauta.carrier.RecordingPlace.At;
import io.bauta.carrier.RecordingPlace.Nowhere;
import io.bauta.carrier.RecordingPlace.Why;
import io.bauta.carrier.RecordingRef;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where Alohaa's recordings are: at the address that was told, which stays good. No API is known
 * that gives another one, or deletes any.
 */
final class AlohaaRecordingFiles {

  /** The buckets that were seen are called after the company's own brand. */
  private static final Pattern STORE =
      Pattern.compile("doosra-[a-z0-9-]+\\.s3(?:\\.[a-z0-9-]+)?\\.amazonaws\\.com");

  private AlohaaRecordingFiles() {}

  static RecordingPlace place(RecordingRef recording, CarrierAccount account) {
    Optional<String> told = recording.url();
    if (told.isEmpty()) {
      return new Nowhere(Why.NO_ADDRESS);
    }
    return RecordingHosts.address(told.get())
        .filter(
            url ->
                STORE.matcher(RecordingHosts.host(url)).matches()
                    || RecordingHosts.isConfigured(url, account))
        .<RecordingPlace>map(url -> new At(url.toString()))
        .orElseGet(() -> new Nowhere(Why.OTHER_HOST));
  }
}

package io.bauta.carrier.eight;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.RecordingHosts;
import io.bauta.carrier.RecordingPlace;
import io.bauta.carrier.RecordingPlace.At;
import io.bauta.carrier.RecordingPlace.Nowhere;
import io.bauta.carrier.RecordingPlace.Why;
import io.bauta.carrier.RecordingRef;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where 8x8's recordings are: 8x8 puts each into a storage of its customer's and keeps none, so
 * they are fetched from there, if the account says where that is read by https.
 */
final class EightRecordingFiles {

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9._~%:@!$&'()*+,;=/-]+");

  private EightRecordingFiles() {}

  static RecordingPlace place(RecordingRef recording, CarrierAccount account) {
    Optional<String> base = account.setting(EightProfile.RECORDING_BASE);
    if (base.isEmpty()) {
      return new Nowhere(Why.PUT_ELSEWHERE);
    }
    Optional<String> path = recording.url().filter(EightRecordingFiles::leadsDown);
    if (path.isEmpty()) {
      return new Nowhere(Why.NO_ADDRESS);
    }
    String root = base.get().endsWith("/") ? base.get() : base.get() + "/";
    return RecordingHosts.address(root + path.get())
        .filter(url -> RecordingHosts.isAt(url, base.get()))
        .<RecordingPlace>map(url -> new At(url.toString(), headers(url, account)))
        .orElseGet(() -> new Nowhere(Why.OTHER_HOST));
  }

  /** Nothing in it leads up, or to another host. */
  private static boolean leadsDown(String path) {
    List<String> steps = List.of(path.toLowerCase(Locale.ROOT).replace("%2e", ".").split("/", -1));
    return PATH.matcher(path).matches()
        && !path.startsWith("/")
        && !path.toLowerCase(Locale.ROOT).contains("%2f")
        && steps.stream().noneMatch(step -> step.equals("..") || step.equals("."));
  }

  private static Map<String, String> headers(URI url, CarrierAccount account) {
    return account
        .setting(EightProfile.RECORDING_AUTHORIZATION)
        .filter(_ -> "https".equals(url.getScheme()) || RecordingHosts.isConfigured(url, account))
        .map(value -> Map.of("Authorization", value))
        .orElse(Map.of());
  }
}

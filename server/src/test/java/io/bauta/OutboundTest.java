package io.bauta;

import static io.bauta.RoomsTest.MAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Who speaks to other machines: a few classes, each to hosts that the configuration names, and one
 * room for places that somebody else names. What they may reach is tested beside them.
 */
class OutboundTest {

  /** Whoever makes a client, and to where it goes. */
  private static final Map<String, String> CLIENTS =
      Map.of(
          "io.bauta.app.ApiClient",
              "a command, to the server that --url or the configuration names",
          "io.bauta.app.PlatformHttp", "the one host of platform.url",
          "io.bauta.app.PublicUrlProbe", "the doctor, to the configured public URLs");

  /** The same with the client for many requests. */
  private static final Map<String, String> POOLING_CLIENTS =
      Map.of(
          "io.bauta.app.CarrierHttp", "the carrier's API, at api-base or where its profile says",
          "io.bauta.outbound.OutboundHttp", "places that somebody else names, within a reach");

  private static boolean isSimulator(JavaClass owner) {
    return owner.getName().startsWith("io.bauta.simulator")
        || owner.getName().startsWith("io.bauta.app.play");
  }

  private static Set<String> callersOf(Predicate<JavaCall<?>> call) {
    return MAIN.stream()
        .filter(owner -> !isSimulator(owner))
        .flatMap(owner -> owner.getCodeUnitCallsFromSelf().stream())
        .filter(call)
        .map(made -> outermost(made.getOriginOwner().getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String outermost(String name) {
    return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
  }

  private static Predicate<JavaCall<?>> callOf(String owner, String... names) {
    Set<String> wanted = Set.of(names);
    return call ->
        call.getTargetOwner().getName().equals(owner)
            && (wanted.isEmpty() || wanted.contains(call.getTarget().getName()));
  }

  @Test
  void onlyTheseMakeClients() {
    assertThat(callersOf(callOf("java.net.http.HttpClient", "newBuilder", "newHttpClient")))
        .isEqualTo(new TreeMap<>(CLIENTS).keySet());
    assertThat(callersOf(callOf("org.apache.hc.client5.http.impl.classic.HttpClients")))
        .isEqualTo(new TreeMap<>(POOLING_CLIENTS).keySet());
    assertThat(callersOf(callOf("software.amazon.awssdk.services.s3.S3Client", "builder")))
        .containsExactly("io.bauta.media.S3Media");
  }

  @Test
  void nobodyOpensConnectionsInAnotherWay() {
    assertThat(callersOf(callOf("java.net.URL", "openStream", "openConnection", "getContent")))
        .isEmpty();
    assertThat(callersOf(callOf("java.net.Socket", "<init>"))).isEmpty();
    assertThat(callersOf(callOf("java.net.DatagramSocket"))).isEmpty();
    assertThat(callersOf(callOf("java.nio.channels.SocketChannel", "open", "connect"))).isEmpty();
    assertThat(callersOf(callOf("javax.net.SocketFactory"))).isEmpty();
  }

  /** What is signed or holds a number for one host would go to another. */
  @Test
  void nobodyFollowsRedirects() {
    Set<String> redirects =
        MAIN.stream()
            .filter(owner -> !isSimulator(owner))
            .flatMap(owner -> owner.getFieldAccessesFromSelf().stream())
            .filter(access -> access.getTargetOwner().getName().endsWith("HttpClient$Redirect"))
            .map(access -> access.getTarget().getName())
            .collect(Collectors.toSet());
    assertThat(redirects).containsExactly("NEVER");
  }

  /** A look-up of a name is told to whoever answers for it, and can be waited for. */
  @Test
  void onlyTheseLookUpNames() {
    assertThat(callersOf(callOf("java.net.InetAddress", "getByName", "getAllByName")))
        .isSubsetOf(
            "io.bauta.app.ConfigReader",
            "io.bauta.app.FreePort",
            "io.bauta.app.TutorialReader",
            "io.bauta.outbound.NameService");
    assertThat(callersOf(callOf("java.net.InetAddress", "getHostName", "getCanonicalHostName")))
        .isEmpty();
    assertThat(callersOf(callOf("java.net.InetSocketAddress", "getHostName"))).isEmpty();
  }

  /** They read and write addresses, and go to none. */
  @Test
  void carriersNeverDo() {
    Set<String> ofTexts = Set.of("java.net.URI", "java.net.URLEncoder", "java.net.URLDecoder");
    Set<String> used =
        MAIN.stream()
            .filter(owner -> owner.getPackageName().startsWith("io.bauta.carrier"))
            .flatMap(owner -> owner.getCodeUnitCallsFromSelf().stream())
            .map(call -> call.getTargetOwner().getName())
            .filter(name -> name.startsWith("java.net."))
            .filter(name -> !ofTexts.contains(name))
            .collect(Collectors.toSet());
    assertThat(used).isEmpty();
  }
}

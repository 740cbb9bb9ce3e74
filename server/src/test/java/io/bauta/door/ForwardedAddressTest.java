package io.bauta.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.bauta.door.TrustedProxies.Header;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who asks, as proxies say it and as others pretend it. */
class ForwardedAddressTest {

  private static final String PROXY = "10.0.0.1";
  private static final TrustedProxies TRUSTED = proxies(Header.X_FORWARDED_FOR);
  private static final TrustedProxies STANDARD = proxies(Header.FORWARDED);

  private static TrustedProxies proxies(Header header) {
    return new TrustedProxies(
        Stream.of("10.0.0.0/8", "2001:db8:1::/48")
            .map(Network::parse)
            .map(n -> n.orElseThrow())
            .toList(),
        header);
  }

  @Test
  void byDefaultNobodyIsBelieved() {
    assertThat(TrustedProxies.NONE.client("127.0.0.1", List.of("198.51.100.7")))
        .isEqualTo("127.0.0.1");
  }

  @Test
  void whoIsNoTrustedProxyIsNotBelieved() {
    assertThat(TRUSTED.client("192.0.2.9", List.of("198.51.100.7"))).isEqualTo("192.0.2.9");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          198.51.100.7                                  | 198.51.100.7
          '  198.51.100.7  '                            | 198.51.100.7
          198.51.100.7:4711                             | 198.51.100.7
          1.1.1.1, 198.51.100.7                         | 198.51.100.7
          1.1.1.1, 198.51.100.7, 10.9.9.9               | 198.51.100.7
          10.1.1.1, 10.2.2.2                            | 10.1.1.1
          2001:db8:2::7                                 | 2001:db8:2:0:0:0:0:7
          [2001:db8:2::7]                               | 2001:db8:2:0:0:0:0:7
          [2001:db8:2::7]:443                           | 2001:db8:2:0:0:0:0:7
          "[2001:db8:2::7]:443"                         | 2001:db8:2:0:0:0:0:7
          8.8.8.8, 2001:db8:1::5                        | 8.8.8.8
          ::ffff:198.51.100.7                           | 198.51.100.7
          8.8.8.8, ::ffff:10.0.0.2                      | 8.8.8.8
          1.1.1.1, unknown                              | 10.0.0.1
          1.1.1.1, unknown, 10.2.2.2                    | 10.2.2.2
          "1.1.1.1, 198.51.100.7                        | 198.51.100.7
          1.1.1.1,                                      | 10.0.0.1
          ,                                             | 10.0.0.1
          127.1                                         | 10.0.0.1
          0x7f.0.0.1                                    | 10.0.0.1
          999.1.1.1                                     | 10.0.0.1
          198.51.100.7:port                             | 10.0.0.1
          198.51.100.7:99999999                         | 10.0.0.1
          localhost                                     | 10.0.0.1
          [2001:db8:2::7                                | 10.0.0.1
          fe80::1%eth0                                  | 10.0.0.1
          """,
      quoteCharacter = '\'')
  void theLastThatIsNoProxyAsks(String header, String client) {
    assertThat(TRUSTED.client(PROXY, List.of(header))).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          for=198.51.100.7                                          | 198.51.100.7
          For="198.51.100.7:80";proto=https;by=10.0.0.1             | 198.51.100.7
          proto=https;for="[2001:db8:2::7]:4711"                    | 2001:db8:2:0:0:0:0:7
          for=1.1.1.1, for=198.51.100.7;host=a.example, for=10.3.3.3 | 198.51.100.7
          for="evil, for=198.51.100.7                               | 198.51.100.7
          for=1.1.1.1, for=_hidden                                  | 10.0.0.1
          for=1.1.1.1, for=unknown                                  | 10.0.0.1
          for=1.1.1.1, by=10.0.0.1                                  | 10.0.0.1
          198.51.100.7                                              | 10.0.0.1
          """,
      quoteCharacter = '\'')
  void soItIsInTheStandardHeader(String header, String client) {
    assertThat(STANDARD.client(PROXY, List.of(header))).isEqualTo(client);
  }

  /** Some proxies pass on which host was asked for, and that the client may write as it likes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          proto=http;host="a;for=6.6.6.6;b";for=198.51.100.7        | 198.51.100.7
          for=198.51.100.7;host="a;for=6.6.6.6;b"                   | 198.51.100.7
          host="a, for=6.6.6.6";for=198.51.100.7                    | 198.51.100.7
          for=198.51.100.7;host="a, for=6.6.6.6"                    | 198.51.100.7
          for=198.51.100.7;host="a\\", for=6.6.6.6;x=\\"b"          | 198.51.100.7
          host="a\\";for=6.6.6.6;x=\\"b";for=198.51.100.7          | 198.51.100.7
          host="a\\\\";for=198.51.100.7                             | 198.51.100.7
          for=198.51.100.7;for=6.6.6.6                              | 10.0.0.1
          for=6.6.6.6;host=a;for=198.51.100.7                       | 10.0.0.1
          """,
      quoteCharacter = '\'')
  void whatTheClientWroteBesideItNamesNobody(String header, String client) {
    assertThat(STANDARD.client(PROXY, List.of(header))).isEqualTo(client);
  }

  @Test
  void severalLinesAreOne() {
    assertThat(TRUSTED.client(PROXY, List.of("1.1.1.1", "198.51.100.7", "10.2.2.2")))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void onlySoManyProxiesAreGoneThrough() {
    String many = "10.0.0.2,".repeat(TrustedProxies.HOPS_MAX) + "10.0.0.2";
    assertThat(TRUSTED.client(PROXY, List.of("1.1.1.1," + many))).isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host.example",
        "10.0.0.0/33",
        "10.0.0/8",
        "::/129",
        "10.0.0.0/-1",
        "10.0.0.0/"
      })
  void whatIsNoNetworkIsNone(String text) {
    assertThat(Network.parse(text)).isEmpty();
  }

  @Property
  void nothingThatIsSentFromElsewhereChangesWhoAsks(@ForAll String header) {
    assertThat(TRUSTED.client("192.0.2.9", List.of(header))).isEqualTo("192.0.2.9");
    assertThat(STANDARD.client("192.0.2.9", List.of(header))).isEqualTo("192.0.2.9");
  }

  /** Whatever a client makes up, our proxy writes where it came from behind it. */
  @Property
  void whatAClientMakesUpDoesNotHideIt(@ForAll String madeUp, @ForAll("strangers") String client) {
    assertThat(TRUSTED.client(PROXY, List.of(madeUp + ", " + client))).isEqualTo(client);
    assertThat(STANDARD.client(PROXY, List.of(madeUp + ", for=" + client))).isEqualTo(client);
    assertThat(STANDARD.client(PROXY, List.of(madeUp, "for=\"" + client + ":80\"")))
        .isEqualTo(client);
  }

  @Property
  void whateverComesTheAnswerIsAnAddress(@ForAll("nearlyRight") String header) {
    assertThat(Network.address(TRUSTED.client(PROXY, List.of(header)))).isPresent();
    assertThat(Network.address(STANDARD.client(PROXY, List.of(header)))).isPresent();
  }

  @Property
  void anAddressIsInANetworkWhenItsFirstBitsAre(
      @ForAll("strangers") String address, @ForAll int seed) {
    int bits = Math.floorMod(seed, 33);
    int[] parts = Arrays.stream(address.split("\\.")).mapToInt(Integer::parseInt).toArray();
    int whole = parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3];
    int other = bits == 0 ? seed : whole & (-1 << (32 - bits)) | seed & ~(-1 << (32 - bits));
    if (bits == 32) {
      other = whole;
    }
    String written =
        "%d.%d.%d.%d".formatted(other >>> 24, other >>> 16 & 255, other >>> 8 & 255, other & 255);
    Network network = Network.parse(address + "/" + bits).orElseThrow();
    assertThat(network.holds(Network.address(written).orElseThrow())).isTrue();
    if (bits > 0) {
      int flipped = other ^ (1 << (32 - bits));
      String outside =
          "%d.%d.%d.%d"
              .formatted(flipped >>> 24, flipped >>> 16 & 255, flipped >>> 8 & 255, flipped & 255);
      assertThat(network.holds(Network.address(outside).orElseThrow())).isFalse();
    }
  }

  @Provide
  Arbitrary<String> strangers() {
    return Arbitraries.integers()
        .between(0, 255)
        .array(int[].class)
        .ofSize(3)
        .map(parts -> "198.%d.%d.%d".formatted(parts[0], parts[1], parts[2]));
  }

  @Provide
  Arbitrary<String> nearlyRight() {
    return Arbitraries.of(
            "for=", "\"", "[", "]", ":", ",", ";", "10.0.0.1", "2001:db8::1", " ", "=", "80", "\\")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}

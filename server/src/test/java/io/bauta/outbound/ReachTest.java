package io.bauta.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReachTest {

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, , , ",
    "https://example.com:443/a, , , ",
    "https://example.com:8443/a, PORT, , ",
    "http://example.com/a, NOT_HTTPS, NOT_HTTPS, ",
    "http://127.0.0.1:8080/a, NOT_HTTPS, NOT_HTTPS, ",
    "https://example.com@127.0.0.1/a, CREDENTIALS, CREDENTIALS, CREDENTIALS",
    "https://user:password@example.com/a, CREDENTIALS, CREDENTIALS, CREDENTIALS",
    "file:///etc/passwd, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "gopher://example.com/, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "jar:https://example.com/a!/b, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "/relative, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "https:///nowhere, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "https://example.com:99999/, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "https://example.com:0/, NOT_A_URL, NOT_A_URL, NOT_A_URL",
    "https:opaque, NOT_A_URL, NOT_A_URL, NOT_A_URL",
  })
  void aUrlIsJudgedAsItIsWritten(String url, Barrier strict, Barrier open, Barrier all) {
    assertThat(Reach.PUBLIC_AT_443.barrier(URI.create(url)).orElse(null)).isEqualTo(strict);
    assertThat(Reach.PUBLIC.barrier(URI.create(url)).orElse(null)).isEqualTo(open);
    assertThat(Reach.ANYWHERE.barrier(URI.create(url)).orElse(null)).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.9",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.7",
        "192.88.99.1",
        "192.168.0.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.1",
        "203.0.113.9",
        "224.0.0.1",
        "239.1.1.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:1ff::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "4000::1"
      })
  void specialAddressesAreNotPublic(String address) {
    InetAddress special = InetAddress.ofLiteral(address);
    assertThat(Reach.PUBLIC_AT_443.includes(special)).isFalse();
    assertThat(Reach.PUBLIC.includes(special)).isFalse();
    assertThat(Reach.ANYWHERE.includes(special)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2001:200::1",
        "2606:4700::1111",
        "2a00::1",
        "64:ff9b::101:101",
        "::ffff:1.1.1.1"
      })
  void othersAre(String address) {
    assertThat(Reach.PUBLIC.includes(InetAddress.ofLiteral(address))).isTrue();
  }
}

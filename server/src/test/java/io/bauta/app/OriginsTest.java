package io.bauta.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OriginsTest {

  @Test
  void ofIpv6TheNetworkCounts() {
    String network = Origins.network("2001:db8:1:2::1");
    assertThat(Origins.network("2001:db8:1:2:ffff::1")).isEqualTo(network);
    assertThat(Origins.network("2001:db8:1:3::1")).isNotEqualTo(network);
  }

  @Test
  void ofIpv4TheAddressCounts() {
    assertThat(Origins.network("192.0.2.1")).isEqualTo("192.0.2.1");
    // The same address, as it comes through a socket of the other kind.
    assertThat(Origins.network("::ffff:192.0.2.1"))
        .isNotEqualTo(Origins.network("::ffff:192.0.2.2"));
  }

  @Test
  void whatIsNoAddressIsItself() {
    assertThat(Origins.network("somewhere")).isEqualTo("somewhere");
    assertThat(Origins.network("")).isEmpty();
  }
}

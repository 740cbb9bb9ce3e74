package io.bauta.app.play;

import io.bauta.simulator.alohaa.AlohaaCarrier;
import io.bauta.simulator.alohaa.AlohaaSettings;
import io.bauta.simulator.eight.EightCarrier;
import io.bauta.simulator.eight.EightSettings;
import io.bauta.simulator.telnyx.TelnyxCarrier;
import io.bauta.simulator.telnyx.TelnyxSettings;
import io.bauta.simulator.vobiz.VobizApi;
import java.net.URI;
import java.util.List;

/** The REST API of a pretended carrier that nobody calls through: one account, with numbers. */
record StandingCarrier(URI apiBase, Runnable stop) implements AutoCloseable {

  /** No webhook leaves. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/");

  /**
   * The account as the carrier knows it.
   *
   * @param id the Auth ID of Vobiz, the sub-account of 8x8; of no use to the others
   * @param key opens the API
   */
  record Account(String id, String key, List<String> numbers) {
    String[] inE164() {
      return numbers.toArray(String[]::new);
    }

    /** The id only. */
    @Override
    public String toString() {
      return "Account[" + id + "]";
    }
  }

  static StandingCarrier vobiz(int port, Account account) {
    VobizApi vobiz = new VobizApi(port, account.id(), account.key(), account.inE164());
    return new StandingCarrier(vobiz.apiBase(), vobiz::close);
  }

  static StandingCarrier eight(int port, Account account) {
    EightSettings.Builder settings = EightSettings.of(account.id(), account.key());
    EightCarrier eight = new EightCarrier(settings.numbers(account.inE164()).apiPort(port).build());
    return new StandingCarrier(eight.apiBase(), eight::close);
  }

  static StandingCarrier telnyx(int port, Account account) {
    TelnyxSettings.Builder settings = TelnyxSettings.telling(NOWHERE).apiKey(account.key());
    TelnyxCarrier telnyx = new TelnyxCarrier(settings.apiPort(port).build());
    telnyx.owns(account.inE164());
    return new StandingCarrier(telnyx.apiBase(), telnyx::close);
  }

  static StandingCarrier alohaa(int port, Account account) {
    AlohaaSettings.Builder settings = AlohaaSettings.asking(NOWHERE).apiKey(account.key());
    AlohaaCarrier alohaa = new AlohaaCarrier(settings.apiPort(port).build());
    alohaa.hasNumbers(account.inE164());
    return new StandingCarrier(alohaa.apiBase(), alohaa::close);
  }

  @Override
  public void close() {
    stop.run();
  }
}

package io.bauta.simulator.vobiz;

import io.bauta.simulator.ApiReply;
import io.bauta.simulator.ApiRequest;
import io.bauta.simulator.Identifiers;
import io.bauta.simulator.LoopbackApi;
import io.bauta.simulator.PhoneNetwork;
import io.bauta.simulator.StrictJson;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;

/**
 * Pretends to be Vobiz's REST API for one account: applications, numbers and live calls.
 *
 * <p>Runs beside a {@link VobizCarrier}, or before there is one: {@link VobizApplication#settings}
 * makes a carrier of what a server set up. Case and slashes count, as they do at Vobiz.
 */
public final class VobizApi implements AutoCloseable {

  static final String BASE_PATH = "/api/v1";

  private final String authId;
  private final String authToken;
  private final Identifiers identifiers = new Identifiers(new SecureRandom());
  private final VobizAccount account;
  private final ApplicationApi applications;
  private final NumberApi numbers;
  private final LiveCallApi calls = new LiveCallApi(this);
  private final LoopbackApi api;
  private volatile boolean keepsNumbersToItself;

  /**
   * @param numbersInE164 the numbers of the account
   */
  public VobizApi(String authId, String authToken, String... numbersInE164) {
    this(0, authId, authToken, numbersInE164);
  }

  /** The same at {@code port} of the loopback address; 0 for any. */
  public VobizApi(int port, String authId, String authToken, String... numbersInE164) {
    this.authId = authId;
    this.authToken = authToken;
    this.account = new VobizAccount(List.of(numbersInE164));
    this.applications = new ApplicationApi(account, this);
    this.numbers = new NumberApi(account, this);
    this.api = new LoopbackApi(port, BASE_PATH, this::answer);
  }

  /** Where it listens: what stands for {@code https://api.vobiz.ai/api/v1}. */
  public URI apiBase() {
    return api.base();
  }

  /** The server behind it, to be asked what came and to be made to fail. */
  public LoopbackApi api() {
    return api;
  }

  /** Lets the API see and end the calls of {@code carrier}. */
  public void controls(VobizCarrier carrier) {
    calls.controls(carrier);
  }

  /** From now on everything about numbers is answered 401, as some accounts have seen it. */
  public void refusesNumbers() {
    keepsNumbersToItself = true;
  }

  /** Every application, the oldest first. */
  public List<VobizApplication> applications() {
    return account.applications();
  }

  /** Where calls to {@code number}, given in E.164, go. */
  public Optional<VobizApplication> applicationOf(String number) {
    return account.appIdOf(number).flatMap(account::application);
  }

  /** Whether every number of the account goes to an application. */
  public boolean isSetUp() {
    return account.numbers().stream().allMatch(number -> applicationOf(number).isPresent());
  }

  /** Routes the numbers of each application through a carrier of its own, which this controls. */
  public void routes(PhoneNetwork network) {
    for (VobizApplication application : account.applications()) {
      var settings = application.settings().authId(authId).authToken(authToken);
      var carrier = new VobizCarrier(settings.build());
      controls(carrier);
      account.numbers().stream()
          .filter(number -> account.appIdOf(number).equals(Optional.of(application.appId())))
          .forEach(number -> network.routes(number).through(carrier));
    }
  }

  String authId() {
    return authId;
  }

  String newId() {
    return identifiers.uuid();
  }

  /** The reply to a request that is not carried out; Vobiz documents statuses and no shape. */
  ApiReply refused(int status, String why) {
    return ApiReply.of(status, StrictJson.object().put("api_id", newId()).put("error", why));
  }

  /** A whole number between two others, if {@code text} is one. */
  static Optional<Integer> whole(String text, int least, int most) {
    return Optional.of(text)
        .filter(written -> written.matches("[0-9]{1,9}"))
        .map(Integer::valueOf)
        .filter(number -> number >= least && number <= most);
  }

  private ApiReply answer(ApiRequest request) {
    boolean isKnown =
        request.header("X-Auth-ID").equals(authId)
            && request.header("X-Auth-Token").equals(authToken);
    if (!isKnown) {
      return refused(401, "unauthorized");
    }
    String mine = "/Account/" + authId;
    if (!request.path().startsWith(mine + "/")) {
      boolean isOther = request.path().startsWith("/Account/");
      return isOther ? refused(403, "not your account") : refused(404, "not found");
    }
    String rest = request.path().substring(mine.length());
    if (rest.startsWith("/Application")) {
      return applications.answer(request, rest.substring("/Application".length()));
    }
    if (rest.startsWith("/numbers")) {
      return keepsNumbersToItself
          ? refused(401, "unauthorised")
          : numbers.answer(request, rest.substring("/numbers".length()));
    }
    return rest.startsWith("/Call")
        ? calls.answer(request, rest.substring("/Call".length()))
        : refused(404, "not found");
  }

  @Override
  public void close() {
    api.close();
  }
}

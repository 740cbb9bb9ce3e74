package io.bauta.carrier.vobiz;

import io.bauta.carrier.ApiStep;
import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.HttpReply;
import io.bauta.carrier.SetupPlan;
import io.bauta.carrier.SetupReport;
import io.bauta.number.HomeRegion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes Vobiz reach us: one application, found by its name, and the numbers that lead to it.
 *
 * <p>Names need not be unique at Vobiz, and whoever makes an application without looking has
 * another one each time. So all are looked through first.
 *
 * @param name of the application
 * @param wanted what the application must say, by field
 */
record VobizSetUp(
    VobizApi api, HomeRegion home, String name, Map<String, String> wanted, SetupPlan plan) {

  private static final String NAME_PREFIX = "bauta-";

  static ApiStep<SetupReport> step(
      CarrierAccount account, SetupPlan plan, List<HttpReply> replies) {
    Optional<VobizApi> api = VobizApi.of(account);
    if (api.isEmpty()) {
      return new ApiStep.Failed<>(VobizApi.missingCredentials());
    }
    Optional<String> answer = account.callbackUrl(VobizProfile.ANSWER);
    Optional<String> hangup = account.callbackUrl(VobizProfile.HANGUP);
    if (answer.isEmpty() || hangup.isEmpty()) {
      return new ApiStep.Failed<>("nobody says where Vobiz reaches this server: set public-url");
    }
    String name =
        account.setting(VobizProfile.APPLICATION_NAME).orElse(NAME_PREFIX + account.name());
    if (!VobizApi.isId(name)) {
      return new ApiStep.Failed<>(
          "application-name: expected letters, digits, hyphens and underscores, for example: "
              + NAME_PREFIX
              + account.name());
    }
    Map<String, String> wanted = VobizApplication.wanted(answer.get(), hangup.get());
    VobizSetUp setUp = new VobizSetUp(api.get(), account.homeRegion(), name, wanted, plan);
    return VobizStep.after(replies, new VobizApplicationPages(setUp));
  }

  /** What comes after the application is as it should be. */
  VobizStep<SetupReport> numbers(String application, List<String> changed, List<String> todo) {
    return VobizAttaching.begin(this, application, new SetupReport(changed, todo));
  }

  /** Redacted: a URL may hold a secret. */
  @Override
  public String toString() {
    return "VobizSetUp[" + name + "]";
  }
}

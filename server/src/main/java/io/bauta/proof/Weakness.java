package io.bauta.proof;

import io.bauta.carrier.CarrierAccount;
import io.bauta.carrier.CarrierProfile;
import io.bauta.carrier.CarrierProfile.Best;
import io.bauta.carrier.SignatureMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where an account demands less proof than its carrier gives.
 *
 * @param what is demanded too little
 * @param why that matters
 * @param mend what to do about it: names keys of the configuration, never a value
 */
public record Weakness(Kind kind, String what, String why, String mend) {

  /** Which. */
  public enum Kind {
    SIGNATURE_OFF,
    SIGNATURE_PREFERRED,
    HEADER_NOT_DEMANDED,
    NO_PATH_SECRET,
    PUBLIC_URL_NOT_HTTPS,
    FORMER_SECRET
  }

  private static final Set<String> THIS_MACHINE = Set.of("localhost", "[::1]");

  /** All of {@code account}; none where it demands all that its carrier gives. */
  public static List<Weakness> of(CarrierAccount account, CarrierProfile profile) {
    String keys = "carriers." + account.name() + ".";
    List<Weakness> found = new ArrayList<>();
    ofProof(account, profile, keys).ifPresent(found::add);
    if (!profile.proof().signs() && account.pathSecret().isEmpty()) {
      found.add(
          new Weakness(
              Kind.NO_PATH_SECRET,
              "no path-secret",
              "%s signs nothing, so whoever learns the header can send webhooks, and the path is not"
                      .formatted(profile.name())
                  + " secret beside it",
              "set %spath-secret, and run ./bauta setup %s".formatted(keys, account.name())));
    }
    if (account.publicUrl().filter(Weakness::isInClear).isPresent()) {
      found.add(
          new Weakness(
              Kind.PUBLIC_URL_NOT_HTTPS,
              "public-url is not https",
              "webhooks and answers hold real numbers, and whoever is on their way can read and"
                  + " change them",
              "serve it by https, put that into %spublic-url or server.public-url, and run"
                      .formatted(keys)
                  + " ./bauta setup %s".formatted(account.name())));
    }
    former(account, profile, keys).ifPresent(found::add);
    return found;
  }

  private static Optional<Weakness> ofProof(
      CarrierAccount account, CarrierProfile profile, String keys) {
    CarrierProfile.Proof proof = profile.proof();
    boolean demanded = account.signature() == SignatureMode.REQUIRE;
    if (demanded || proof.best() == Best.PATH) {
      return Optional.empty();
    }
    if (!proof.signs()) {
      return Optional.of(
          new Weakness(
              Kind.HEADER_NOT_DEMANDED,
              "%s is not demanded".formatted(proof.setting()),
              "%s can send a header that only it knows; without it, whoever learns the path, from the"
                      .formatted(profile.name())
                  + " log of a proxy for one, can send webhooks",
              "set %s%s and %ssignature: require, and run ./bauta setup %s"
                  .formatted(keys, proof.setting(), keys, account.name())));
    }
    String mend =
        "set %s%s and %ssignature: require".formatted(keys, proof.setting(), keys)
            + "; ./bauta carriers shows whether genuine webhooks come";
    return Optional.of(
        account.signature() == SignatureMode.PREFER
            ? new Weakness(
                Kind.SIGNATURE_PREFERRED,
                "signature is prefer",
                "whoever learns the path and leaves the signature out is taken for %s"
                    .formatted(profile.name()),
                mend)
            : new Weakness(
                Kind.SIGNATURE_OFF,
                "signature is off",
                "%s signs its webhooks and nobody looks: whoever learns the path can ask for numbers"
                        .formatted(profile.name())
                    + " and tell of calls that were none",
                mend));
  }

  /** On this machine nobody else listens. As it is written: no name is looked up. */
  private static boolean isInClear(String url) {
    URI uri = URI.create(url);
    String host = uri.getHost();
    return "http".equals(uri.getScheme())
        && !THIS_MACHINE.contains(host)
        && !host.matches("127(?:\\.[0-9]{1,3}){3}");
  }

  private static Optional<Weakness> former(
      CarrierAccount account, CarrierProfile profile, String keys) {
    CarrierProfile.Proof proof = profile.proof();
    Optional<String> key =
        proof.former().stream().filter(name -> account.setting(name).isPresent()).findFirst();
    String why = "what was replaced, perhaps because somebody else has it, still opens the account";
    if (key.isPresent()) {
      return Optional.of(
          new Weakness(
              Kind.FORMER_SECRET,
              key.get() + " is still configured",
              why,
              "take %s%s out as soon as %s uses the new one"
                  .formatted(keys, key.get(), profile.name())));
    }
    long values =
        profile.settings().stream()
            .filter(setting -> setting.key().equals(proof.setting()) && setting.list())
            .flatMap(setting -> account.setting(setting.key()).stream())
            .flatMap(text -> List.of(text.split(",", -1)).stream())
            .count();
    return values > 1
        ? Optional.of(
            new Weakness(
                Kind.FORMER_SECRET,
                "%s holds %d keys".formatted(proof.setting(), values),
                why,
                "take the former one out of %s%s as soon as %s uses the new one"
                    .formatted(keys, proof.setting(), profile.name())))
        : Optional.empty();
  }
}

package io.bauta.carrier;

import io.bauta.carrier.CarrierProfile.Alias;
import io.bauta.carrier.CarrierProfile.Endpoint;
import io.bauta.carrier.CarrierProfile.Proof;
import io.bauta.carrier.CarrierProfile.Setting;
import io.bauta.carrier.VectorCase.Kind;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The reference page of a carrier, made of its profile and its vectors.
 *
 * @param hasGuide whether there is a page by hand, {@code docs/ID.md}
 */
record CarrierPage(Carrier carrier, CarrierEvidence evidence, boolean hasGuide) {

  private static final String PUBLIC_URL = "https://mask.example.com";

  String markdown() {
    return String.join("\n", head(), endpoints(), settings(), powers(), shortfalls(), vectors());
  }

  private CarrierProfile profile() {
    return carrier.profile();
  }

  private String head() {
    String guide =
        hasGuide
            ? "- How to point it at Bauta, and what to expect: [%s](../%s.md)\n"
                .formatted(profile().name(), profile().id())
            : "";
    return """
        # %s: reference

        Made from the code: change the profile in its package, not this page
        ([how](../adding-a-carrier.md#7-the-documents)).

        %s- The carrier's own documents: <%s>
        - [All carriers](README.md) side by side
        """
        .formatted(profile().name(), guide, profile().documentation());
  }

  // Endpoints.

  private String endpoints() {
    String rows = profile().endpoints().stream().map(this::row).collect(Collectors.joining());
    return """
        ## Endpoints

        | Endpoint | The carrier | Comes there |
        | --- | --- | --- |
        %s
        For an account that is called `%s`, at a `public-url` of `%s`:

        | Endpoint | URL | with a `path-secret` |
        | --- | --- | --- |
        %s%s"""
        .formatted(
            rows,
            profile().id(),
            PUBLIC_URL,
            profile().endpoints().stream().map(this::urls).collect(Collectors.joining()),
            aliases());
  }

  private String row(Endpoint endpoint) {
    return "| `%s` | %s | %s |\n"
        .formatted(
            endpoint.name(), endpoint.asks() ? "**asks**" : "tells", cell(endpoint.description()));
  }

  private String urls(Endpoint endpoint) {
    String base = "%s/carriers/%s/".formatted(PUBLIC_URL, profile().id());
    return "| `%s` | `%s` | `%s` |\n"
        .formatted(endpoint.name(), base + endpoint.name(), base + "SECRET/" + endpoint.name());
  }

  private String aliases() {
    if (profile().aliases().isEmpty()) {
      return "";
    }
    return """

        The only account of this carrier, without a path secret, is also served where the carrier's tutorial is:
        %s.
        """
        .formatted(
            profile().aliases().stream().map(CarrierPage::words).collect(Collectors.joining(", ")));
  }

  private static String words(Alias alias) {
    return "`%s` for `%s`".formatted(alias.path(), alias.endpoint());
  }

  // Settings.

  private String settings() {
    return """
        ## Settings

        Below `carriers.NAME.`, beside those that [every account](../configuration.md#carrier-accounts) has:

        | Key | Secret | Required | Meaning | Example, fictitious |
        | --- | --- | --- | --- | --- |
        %s
        ```yaml
        carriers:
          %s:
            carrier: %s
            home-region: IN
        %s```

        ## Proof

        %s
        """
        .formatted(
            profile().settings().stream().map(this::row).collect(Collectors.joining()),
            profile().id(),
            profile().id(),
            profile().settings().stream()
                .filter(this::isUsual)
                .map(CarrierPage::yaml)
                .collect(Collectors.joining()),
            CarrierWords.of(profile().proof()));
  }

  private String row(Setting setting) {
    return "| `%s` | %s | %s | %s | `%s` |\n"
        .formatted(
            setting.key(),
            setting.secret() ? "yes" : "–",
            required(setting),
            cell(setting.description()),
            setting.example());
  }

  private String required(Setting setting) {
    Proof proof = profile().proof();
    boolean proves = setting.key().equals(proof.setting()) && proof.signs();
    String otherwise =
        setting
            .need()
            .map(need -> "where `%s` is `%s`".formatted(need.key(), need.value()))
            .orElse("–");
    return setting.required() ? "yes" : proves ? "unless `signature` is `off`" : otherwise;
  }

  /** What nobody does without. */
  private boolean isUsual(Setting setting) {
    return setting.required() || setting.key().equals(profile().proof().setting());
  }

  private static String yaml(Setting setting) {
    String variable = setting.key().toUpperCase(Locale.ROOT).replace('-', '_');
    String value =
        setting.secret() ? "${%s}".formatted(variable) : "\"%s\"".formatted(setting.example());
    return "    %s: %s\n".formatted(setting.key(), value);
  }

  // Powers and evidence.

  private String powers() {
    return """
        ## What it does

        | | |
        | --- | --- |
        | is told what to do | %s |
        | set up by `./bauta setup` | %s |
        | tells through its API which numbers the account has | %s |
        """
        .formatted(
            CarrierWords.isTold(carrier),
            CarrierWords.setUp(carrier),
            CarrierWords.listsNumbers(carrier));
  }

  private String shortfalls() {
    String words =
        profile().shortfalls().stream()
            .sorted()
            .map(one -> "- `%s`: %s\n".formatted(one, CarrierWords.of(one)))
            .collect(Collectors.joining());
    return """
        ## What falls short

        %s%s"""
        .formatted(
            words.isEmpty()
                ? "Nothing: it can express all that a decision may want.\n"
                : "What a decision may want, and this carrier can never do:\n\n" + words,
            untilSet());
  }

  private String untilSet() {
    String words =
        CarrierWords.untilSet(carrier).stream()
            .sorted()
            .map(one -> "- `%s`: %s\n".formatted(one, CarrierWords.of(one)))
            .collect(Collectors.joining());
    return words.isEmpty() ? "" : "\nAnd unless the account's settings say otherwise:\n\n" + words;
  }

  private String vectors() {
    String absent =
        evidence.absent().entrySet().stream()
            .map(one -> "- `%s`: %s\n".formatted(one.getKey(), one.getValue()))
            .collect(Collectors.joining());
    return """
        ## What it rests on

        The cases in [vectors/%s](../../vectors/%s), by where they are from:

        | Captured traffic | The carrier's documents | Invented |
        | --- | --- | --- |
        | %d | %d | %d |
        %s"""
        .formatted(
            profile().id(),
            profile().id(),
            evidence.count(Kind.captured),
            evidence.count(Kind.docs),
            evidence.count(Kind.invented),
            absent.isEmpty() ? "" : "\nCases that it cannot have:\n\n" + absent);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}

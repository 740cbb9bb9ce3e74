package io.bauta.api;

import io.bauta.pool.CallPolicy;
import io.bauta.speech.Language;
import io.bauta.speech.Translations;
import io.bauta.speech.Translations.Translation;
import io.bauta.speech.Utterance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** In which languages a pool speaks, in JSON. */
final class SpeechJson {

  static final String LANGUAGE = "language";
  static final String TRANSLATIONS = "translations";

  private static final Set<String> FIELDS = fields();

  private SpeechJson() {}

  private static Set<String> fields() {
    Set<String> fields = new HashSet<>(Set.of(LANGUAGE));
    Arrays.stream(Utterance.values()).map(Names::of).forEach(fields::add);
    return Set.copyOf(fields);
  }

  /** Empty where none is given. */
  static Optional<Language> language(Fields fields) {
    return fields.optionalText(LANGUAGE, Language.TAG_LENGTH_MAX).map(text -> parsed(text, fields));
  }

  private static Language parsed(String text, Fields fields) {
    return Language.parse(text)
        .orElseThrow(
            () ->
                fields.invalid(
                    "invalid_value",
                    LANGUAGE,
                    "expected a language tag such as en-IN: language, country"));
  }

  /** What is not given stays as it was; {@code null} takes it away. */
  static Translations translations(Fields fields, Translations before) {
    return new Translations(
        fields.isNull(LANGUAGE) ? Optional.empty() : language(fields).or(before::own),
        fields.isNull(TRANSLATIONS)
            ? List.of()
            : fields.has(TRANSLATIONS) ? others(fields) : before.others());
  }

  private static List<Translation> others(Fields fields) {
    List<Translation> others = new ArrayList<>();
    Set<Language> seen = new HashSet<>();
    for (Fields given : fields.objects(TRANSLATIONS, 1, Translations.LANGUAGES_MAX, FIELDS)) {
      Language language = parsed(given.text(LANGUAGE, Language.TAG_LENGTH_MAX), given);
      if (language.country().isEmpty()) {
        throw given.invalid(
            "invalid_value",
            LANGUAGE,
            "callers are told apart by the country of their number: expected a tag with one, such"
                + " as hi-IN");
      }
      if (!seen.add(language)) {
        throw given.invalid("invalid_value", LANGUAGE, "expected each language once");
      }
      others.add(new Translation(language, texts(given)));
    }
    return others;
  }

  private static Map<Utterance, String> texts(Fields given) {
    Map<Utterance, String> texts = new EnumMap<>(Utterance.class);
    for (Utterance what : Utterance.values()) {
      given
          .optionalText(Names.of(what), CallPolicy.ANNOUNCEMENT_LENGTH_MAX)
          .ifPresent(text -> texts.put(what, text));
    }
    return texts;
  }

  static void put(Translations translations, ObjectNode json) {
    json.put(LANGUAGE, translations.own().map(Language::tag).orElse(null));
    ArrayNode others = json.putArray(TRANSLATIONS);
    for (Translation translation : translations.others()) {
      ObjectNode other = others.addObject().put(LANGUAGE, translation.language().tag());
      translation.texts().forEach((what, text) -> other.put(Names.of(what), text));
    }
  }
}

package io.bauta.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/** Whatever a form is made of is read from it. */
class FormFieldsProperties {

  /** Few names, so that they come twice; some can only be written escaped. */
  private static final List<String> NAMES =
      List.of("From", "From ", "To", "CallUUID", "a=b", "%41", "A", "", "ü", "+", "To&");

  @Provide
  Arbitrary<List<Tuple2<String, String>>> fields() {
    Arbitrary<String> values =
        Arbitraries.oneOf(
            Arbitraries.of("", " ", "+15550100", "100% sure", "a&b=c"),
            Arbitraries.strings().ofMaxLength(20).filter(FormFieldsProperties::isWhole));
    return Arbitraries.of(NAMES)
        .flatMap(name -> values.map(value -> Tuple.of(name, value)))
        .list()
        .ofMaxSize(40);
  }

  /** Half a surrogate pair has no form in UTF-8. */
  private static boolean isWhole(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  @Property
  void ofEachNameTheFirstCounts(@ForAll("fields") List<Tuple2<String, String>> fields)
      throws MalformedWebhookException {
    FormFields read = read(written(fields));
    for (String name : NAMES) {
      Optional<String> first =
          fields.stream().filter(field -> field.get1().equals(name)).map(Tuple2::get2).findFirst();
      assertThat(read.has(name)).isEqualTo(first.isPresent());
      assertThat(read.get(name)).isEqualTo(first.filter(value -> !value.isBlank()));
    }
  }

  private static String written(List<Tuple2<String, String>> fields) {
    return fields.stream()
        .map(field -> escaped(field.get1()) + "=" + escaped(field.get2()))
        .collect(Collectors.joining("&"));
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static FormFields read(String form) throws MalformedWebhookException {
    return FormFields.of(
        new Webhook("answer", "", "POST", "https://a.example", "", Map.of(), form.getBytes(UTF_8)));
  }
}

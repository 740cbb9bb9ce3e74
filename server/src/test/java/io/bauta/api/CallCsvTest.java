package io.bauta.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallCsvTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "=HYPERLINK(x)",
        "+cmd|x",
        "+",
        "+91-1",
        "\uff1dA1",
        " =1"
      })
  void whatASpreadsheetWouldCalculateIsText(String text) {
    assertThat(CallCsv.cell(text)).isEqualTo("'" + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "completed", "+919000000001", "+91••••••0001", "4000 Normal", "a=b"})
  void otherTextIsAsItIs(String text) {
    assertThat(CallCsv.cell(text)).isEqualTo(text);
  }

  static String[][] behindOtherSeparators() {
    return new String[][] {
      {"busy;=1+1", "busy;'=1+1"},
      {"busy; @A1", "busy;' @A1"},
      {"busy;\t-1", "busy;'\t'-1"},
      {"busy\t+cmd|x", "busy\t'+cmd|x"},
      {"a;b=c;+1;d", "a;b=c;'+1;d"},
      {"a\n=1", "\"a\n'=1\""},
      {"a;\"=1", "\"a;'\"\"=1\""},
      {"+919000000001;x", "'+919000000001;x"},
      {"4000;Normal", "4000;Normal"}
    };
  }

  /** A spreadsheet whose cells end at semicolons or tabs does not see our quotes. */
  @ParameterizedTest
  @MethodSource("behindOtherSeparators")
  void whatAnotherSeparatorPartsIsTextToo(String text, String cell) {
    assertThat(CallCsv.cell(text)).isEqualTo(cell);
  }

  static String[][] quoted() {
    return new String[][] {
      {"a,b", "\"a,b\""},
      {"say \"no\"", "\"say \"\"no\"\"\""},
      {"two\r\nlines", "\"two\r\nlines\""},
      {" blank", "\" blank\""},
      {"=a,\"b\"", "\"'=a,\"\"b\"\"\""},
      {"\nx", "\"'\nx\""}
    };
  }

  @ParameterizedTest
  @MethodSource("quoted")
  void whatWouldEndACellIsQuoted(String text, String cell) {
    assertThat(CallCsv.cell(text)).isEqualTo(cell);
  }
}

package io.bauta.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What the exams of this room are asked about their findings. */
final class Findings {

  private Findings() {}

  static void assertOk(Finding finding, String seen) {
    assertThat(finding.verdict()).as("%s", finding).isEqualTo(Verdict.OK);
    assertThat(finding.seen()).contains(seen);
    assertThat(finding.mend()).isEmpty();
  }

  static void assertSkipped(Finding finding, String seen) {
    assertThat(finding.verdict()).as("%s", finding).isEqualTo(Verdict.SKIPPED);
    assertThat(finding.seen()).contains(seen);
  }

  static void assertSkipped(Finding finding, String seen, String mend) {
    assertSkipped(finding, seen);
    assertThat(finding.mend().orElse("")).contains(mend);
  }

  static void assertWarning(Finding finding, String seen, String mend) {
    assertMends(finding, Verdict.WARNING, seen, mend);
  }

  static void assertFailed(Finding finding, String seen, String mend) {
    assertMends(finding, Verdict.FAILED, seen, mend);
  }

  private static void assertMends(Finding finding, Verdict verdict, String seen, String mend) {
    assertThat(finding.verdict()).as("%s", finding).isEqualTo(verdict);
    assertThat(finding.seen()).contains(seen);
    assertThat(finding.mend().orElse("")).contains(mend);
  }

  /** The one that is called {@code check}; there is one. */
  static Finding of(List<Finding> findings, String check) {
    List<Finding> found =
        findings.stream().filter(finding -> finding.check().equals(check)).toList();
    assertThat(found).as("%s", findings).hasSize(1);
    return found.getFirst();
  }
}

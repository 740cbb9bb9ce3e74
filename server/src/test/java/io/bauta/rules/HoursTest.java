package io.bauta.rules;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bauta.rules.Hours.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HoursTest {

  private static Hours hours(String zone, Window... windows) {
    return new Hours(ZoneId.of(zone), List.of(windows));
  }

  private static Window window(String from, String to, DayOfWeek... days) {
    return new Window(Set.of(days), LocalTime.parse(from), LocalTime.parse(to));
  }

  @ParameterizedTest
  @CsvSource({
    // Kolkata is five and a half hours ahead; 2027-02-01 is a Monday.
    "2027-02-01T03:29:59.999Z, false",
    "2027-02-01T03:30:00Z, true",
    "2027-02-01T12:29:59.999Z, true",
    "2027-02-01T12:30:00Z, false",
    // Sunday evening in Greenwich is Monday in India, at an hour that is not open.
    "2027-01-31T20:00:00Z, false",
    "2027-02-02T04:00:00Z, false",
  })
  void beginsWithItsFirstInstantAndEndsBeforeItsLast(String now, boolean isOpen) {
    assertThat(hours("Asia/Kolkata", window("09:00", "18:00", MONDAY)).has(Instant.parse(now)))
        .isEqualTo(isOpen);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-01-29T21:59:59.999Z, false",
    "2027-01-29T22:00:00Z, true",
    "2027-01-29T23:59:59.999Z, true",
    "2027-01-30T00:00:00Z, true",
    "2027-01-30T01:59:59.999Z, true",
    "2027-01-30T02:00:00Z, false",
    // The night to Friday is not a night that begins on Friday.
    "2027-01-29T01:00:00Z, false",
    "2027-01-30T22:30:00Z, false",
  })
  void goesOnOverMidnight(String now, boolean isOpen) {
    assertThat(hours("UTC", window("22:00", "02:00", FRIDAY)).has(Instant.parse(now)))
        .isEqualTo(isOpen);
  }

  @Test
  void goesOnFromSundayToMonday() {
    Hours hours = hours("UTC", window("20:00", "04:00", SUNDAY));
    assertThat(hours.has(Instant.parse("2027-02-01T03:59:59Z"))).isTrue();
    assertThat(hours.has(Instant.parse("2027-02-01T04:00:00Z"))).isFalse();
  }

  @Test
  void fromOneTimeToTheSameIsADayFromThatTimeOn() {
    Hours wholeDay = hours("UTC", window("00:00", "00:00", SATURDAY));
    assertThat(wholeDay.has(Instant.parse("2027-01-29T23:59:59.999Z"))).isFalse();
    assertThat(wholeDay.has(Instant.parse("2027-01-30T00:00:00Z"))).isTrue();
    assertThat(wholeDay.has(Instant.parse("2027-01-30T23:59:59.999Z"))).isTrue();
    assertThat(wholeDay.has(Instant.parse("2027-01-31T00:00:00Z"))).isFalse();
    Hours shifted = hours("UTC", window("06:00", "06:00", SATURDAY));
    assertThat(shifted.has(Instant.parse("2027-01-30T05:59:59Z"))).isFalse();
    assertThat(shifted.has(Instant.parse("2027-01-31T05:59:59Z"))).isTrue();
    assertThat(shifted.has(Instant.parse("2027-01-31T06:00:00Z"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // New York springs from 02:00 to 03:00 on 2027-03-14, and 09:00 moves from 14:00Z to 13:00Z.
    "2027-03-13T13:30:00Z, false",
    "2027-03-13T14:00:00Z, true",
    "2027-03-14T13:00:00Z, true",
    "2027-03-14T12:59:59Z, false",
    // And back on 2027-11-07.
    "2027-11-07T13:30:00Z, false",
    "2027-11-07T14:00:00Z, true",
  })
  void followsTheClockOnTheWallThroughSummerTime(String now, boolean isOpen) {
    Hours hours = hours("America/New_York", window("09:00", "17:00", SATURDAY, SUNDAY));
    assertThat(hours.has(Instant.parse(now))).isEqualTo(isOpen);
  }

  @Test
  void anHourThatTheClockLeavesOutNeverComes() {
    Hours gap = hours("America/New_York", window("02:00", "03:00", SUNDAY));
    assertThat(gap.has(Instant.parse("2027-03-14T06:59:59.999Z"))).isFalse();
    assertThat(gap.has(Instant.parse("2027-03-14T07:00:00Z"))).isFalse();
  }

  @Test
  void anHourThatTheClockShowsTwiceIsOpenTwice() {
    Hours twice = hours("America/New_York", window("01:00", "02:00", SUNDAY));
    assertThat(twice.has(Instant.parse("2027-11-07T05:30:00Z"))).isTrue();
    assertThat(twice.has(Instant.parse("2027-11-07T06:30:00Z"))).isTrue();
    assertThat(twice.has(Instant.parse("2027-11-07T07:00:00Z"))).isFalse();
  }

  @Test
  void oneOfSeveralWindowsIsEnough() {
    Hours hours =
        hours("UTC", window("09:00", "12:00", MONDAY), window("14:00", "18:00", MONDAY, TUESDAY));
    assertThat(hours.has(Instant.parse("2027-02-01T11:00:00Z"))).isTrue();
    assertThat(hours.has(Instant.parse("2027-02-01T13:00:00Z"))).isFalse();
    assertThat(hours.has(Instant.parse("2027-02-01T15:00:00Z"))).isTrue();
    assertThat(hours.has(Instant.parse("2027-02-02T11:00:00Z"))).isFalse();
  }

  @Test
  void saysInWordsWhatTheClockShowsAndWhenItIsOpen() {
    Hours hours = hours("Asia/Kolkata", window("09:00", "18:00", TUESDAY, MONDAY));
    assertThat(hours).hasToString("mon,tue 09:00-18:00 Asia/Kolkata");
    assertThat(hours.wallClock(Instant.parse("2027-01-31T20:44:00Z"))).isEqualTo("mon 02:14");
  }

  @Test
  void noWindowAndTooManyAreFaults() {
    assertThatThrownBy(() -> hours("UTC")).isInstanceOf(IllegalArgumentException.class);
    Window[] many =
        Collections.nCopies(Hours.WINDOWS_MAX + 1, window("09:00", "10:00", MONDAY))
            .toArray(Window[]::new);
    assertThatThrownBy(() -> hours("UTC", many)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Window(Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

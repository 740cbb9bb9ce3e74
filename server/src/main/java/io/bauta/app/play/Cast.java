package io.bauta.app.play;

import java.util.List;
import java.util.stream.Stream;

/**
 * The people of a play, and the numbers that the platform has between them. All fictitious.
 *
 * @param countryCode the calling code of the country that they are in
 * @param agentDials the number by which the agent reaches the customer
 * @param customerDials the number by which the customer reaches the agent; may be the same
 */
record Cast(
    String countryCode,
    String agent,
    String customer,
    String stranger,
    String agentDials,
    String customerDials) {

  static final Cast OF_INDIA =
      new Cast(
          "91",
          "+918888800001",
          "+918888800002",
          "+918888800099",
          "+919000000001",
          "+919000000002");

  static final Cast OF_SINGAPORE =
      new Cast("65", "+6512345678", "+6587654321", "+6512345699", "+6598765432", "+6598765433");

  static final Cast OF_AMERICA =
      new Cast("1", "+12025550101", "+12025550102", "+12025550199", "+12025550131", "+12025550132");

  /** The same people with one number between them. */
  Cast sharing(String number) {
    return new Cast(countryCode, agent, customer, stranger, number, number);
  }

  List<String> proxyNumbers() {
    return Stream.of(agentDials, customerDials).distinct().toList();
  }

  /** The proxy numbers only: the rest are people. */
  @Override
  public String toString() {
    return "Cast" + proxyNumbers();
  }
}

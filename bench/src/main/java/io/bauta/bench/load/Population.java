package io.bauta.bench.load;

import io.bauta.bench.Numbers;
import io.bauta.number.PhoneNumber;
import io.bauta.number.ProxyNumber;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who talks to whom, by rule, so that ten millions of them need not be kept anywhere: agents who
 * each have fifty sessions at a time, and customers who have one. The accounts share them equally.
 *
 * @param sessions of all accounts
 */
public record Population(int sessions, List<String> accounts) {

  /** Numbers of each account's pool: more than an agent has sessions. */
  public static final int NUMBERS_OF_AN_ACCOUNT = 1_000;

  private static final int SESSIONS_OF_AN_AGENT = 50;
  private static final int STRANGERS = 10_000_000;
  private static final int FIRST_AGENT = 500_000_000;
  private static final int AGENTS_OF_AN_ACCOUNT_MAX = 20_000_000;

  /** Two people and what they dial to reach each other. */
  public record Pair(
      PhoneNumber agent, ProxyNumber agentDials, PhoneNumber customer, ProxyNumber customerDials) {}

  /** How many sessions this account has. */
  public int sessionsOf(int account) {
    return sessions / accounts.size() + (account < sessions % accounts.size() ? 1 : 0);
  }

  /** The numbers of this account's pool begin at this place. */
  public static int firstNumber(int account) {
    return account * NUMBERS_OF_AN_ACCOUNT;
  }

  /** Who is in the session at {@code place} among this account's. */
  public Pair pair(int account, int place) {
    int agents = Math.max(1, sessionsOf(account) / SESSIONS_OF_AN_AGENT);
    int number = place / agents % NUMBERS_OF_AN_ACCOUNT;
    int next = (number + 1) % NUMBERS_OF_AN_ACCOUNT;
    return new Pair(
        Numbers.person(FIRST_AGENT + account * AGENTS_OF_AN_ACCOUNT_MAX + place % agents),
        Numbers.proxy(firstNumber(account) + number),
        Numbers.person(place * accounts.size() + account),
        Numbers.proxy(firstNumber(account) + next));
  }

  /** Somebody of this account who may call. */
  Caller caller(int account, SplittableRandom random) {
    Pair pair = pair(account, random.nextInt(sessionsOf(account)));
    return random.nextBoolean()
        ? new Caller(pair.agent().digits(), pair.agentDials().digits(), pair.customer().digits())
        : new Caller(
            pair.customer().digits(), pair.customerDials().digits(), pair.agent().digits());
  }

  /** Somebody who is in no session, and dials one of this account's numbers. */
  Caller stranger(int account, SplittableRandom random) {
    return new Caller(
        Numbers.stranger(random.nextInt(STRANGERS)).digits(),
        Numbers.proxy(firstNumber(account) + random.nextInt(NUMBERS_OF_AN_ACCOUNT)).digits(),
        0);
  }
}

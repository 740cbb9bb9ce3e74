package io.bauta.carrier.telnyx;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the number-masking example that Telnyx publishes does wrong, and for each of it the tests
 * that show that we do not. Where something is only partly built, the row says what is missing.
 *
 * <p>Source: github.com/team-telnyx/telnyx-code-examples, edge-number-masking-python.
 */
class PublishedExampleTest {

  private static final Set<String> KINDS =
      Set.of("Test", "ParameterizedTest", "TestFactory", "Property");

  private static final String HERE = "carrier.telnyx.";
  private static final String DEFECTS = HERE + "TelnyxDefectsTest#";
  private static final String ON_TELNYX = "journey.TelnyxJourneyTest#";
  private static final String SILENCE = "journey.TelnyxSilenceJourneyTest#";

  /**
   * One of them.
   *
   * @param missing what of it nobody has built yet; empty where nothing is
   * @param tests each as {@code Class#method}, below {@code io.bauta}
   */
  private record Defect(int number, String what, String missing, List<String> tests) {
    @Override
    public String toString() {
      return number + ": " + what + (missing.isEmpty() ? "" : " (not yet: " + missing + ")");
    }
  }

  private static final List<Defect> DEFECTS_OF_THE_EXAMPLE =
      List.of(
          defect(
              1,
              "a stranger, and whoever withholds their number, is put through to the first party",
              "routing.RouterTest#callerOutsideTheSessionIsRefused",
              "routing.RouterTest#aWithheldCallerIsRefused",
              "journey.RefusalJourneyTest#aStranger",
              "journey.RefusalJourneyTest#aCallerWhoWithholdsTheirNumber",
              DEFECTS + "defect1aWithheldCallerIsNobodyAndNotTheOtherParty"),
          defect(
              2,
              "it rejects with a cause that Telnyx does not take, and does not look at the reply",
              DEFECTS + "defect2aRefusalHasACauseThatTelnyxTakesAndItsReplyIsLookedAt",
              ON_TELNYX + "anAnswerThatTelnyxRejectsIsRejected"),
          partly(
              3,
              "its guard drops every real recording, and would send the API key to another host",
              "recordings are noted and not fetched: no credential leaves for them",
              DEFECTS + "defect3aRecordingOnTheHostThatReallyHasItIsNotDropped"),
          partly(
              4,
              "recordings of one call overwrite each other",
              "recordings are noted and not fetched",
              DEFECTS + "defect4recordingsOfOneCallHaveDifferentKeys"),
          defect(
              5,
              "an event that comes again transfers and records again",
              DEFECTS + "defect5anEventThatComesAgainOwesTheSameCommandId",
              HERE + "TelnyxCallTest#everyEventTwiceInAnyOrderSendsEachCommandOnce",
              ON_TELNYX + "eachCommandComesOnceThoughEachWebhookComesThreeTimesAtOnce",
              "journey.FaultJourneyTest#everythingComesAgainMuchLater"),
          defect(
              6,
              "its transfer leaves caller ID, name and both times to Telnyx's defaults",
              DEFECTS + "defect6aTransferStatesWhoIsShownAndHowLongItLasts"),
          defect(
              7,
              "a caller whose destination is not reached hears silence for up to four hours",
              DEFECTS + "defect7aCallerIsNotLeftInSilenceWhenNobodyAnswers",
              HERE + "TelnyxCallTest#aCallerWhoseDestinationIsNotReachedHearsItAndIsHungUpOn",
              ON_TELNYX + "aCustomerWhoIsNotReachedLeavesTheCallerWithWordsAndAnEnd",
              SILENCE + "aRingingOfWhichTheEndIsNeverToldLeavesTheCallerWithWordsAndAnEnd",
              SILENCE + "anAnswerThatIsNeverToldEndsTheCallAfterTenSeconds"),
          partly(
              8,
              "it records every call, without notice or consent",
              "nothing can be recorded yet",
              DEFECTS + "defect8nothingIsRecordedUnasked"),
          defect(
              9,
              "the state that Telnyx carries, and shows in its log, holds the real number",
              DEFECTS + "defect9noStateHoldsANumber",
              HERE + "TelnyxProperties#theCallerIsInNoCommandAndTheDestinationOnlyWhereItIsRung"),
          defect(
              10,
              "a number goes back to the pool at once, and the next pair gets the last one's calls",
              "session.SessionsTest#aReleasedPairRestsAndIsThenLentAgain",
              "session.SessionStoreContract#aPairRestsUntilItsInstant",
              "app.RestFlowTest#aReleasedPairRestsBeforeItIsLentAgain"),
          defect(
              11,
              "its state is in memory, unbounded and raced for; bad input is taken, or loses numbers",
              "app.CrashTest#everyAcknowledgedSessionRoutesAfterAKillAndNoPairIsBoundTwice",
              "session.SessionStoreContract#oneOfManyOpeningsOfAPairWins",
              "app.RestFlowTest#theSameIdempotencyKeyGivesTheSameSession",
              "app.RestFlowTest#wrongRequestsNameTheFieldAndChangeNothing",
              "DocumentationTest#everyMaximumOfTheCodeIsInTheTable"),
          defect(
              12,
              "anybody may administer it; lists and logs show real numbers",
              "app.RestFlowTest#withoutTheKeyNothingIsAnswered",
              DEFECTS + "defect12numbersPrintNowhere",
              "LeakTest#numbersAreWrittenOutOnlyForCarriersAndTheVault"),
          defect(
              13,
              "it sends commands inside the webhook, for longer than Telnyx waits for its answer",
              DEFECTS + "defect13theWebhookIsAcknowledgedBeforeAnythingIsSent",
              ON_TELNYX + "aCommandThatTelnyxIsSlowToTakeIsWaitedFor"),
          defect(
              14,
              "a command that fails is answered 500, and Telnyx repeats the webhook and all of it",
              DEFECTS + "defect14aCommandThatFailsForNowIsTriedAgainAndNotTheWebhook",
              ON_TELNYX + "aCommandThatFailsComesAgain",
              "journey.TelnyxOutageJourneyTest#aCommandThatIsLostWithTheServerIsSentByTheNextOne"),
          defect(
              15,
              "a number serves one pair at a time",
              "session.SessionStoreContract#oneNumberServesManyPeople",
              "pool.AllocatorTest#eachPersonGetsTheFirstNumberThatIsFreeForThem"),
          partly(
              16,
              "a call goes on when its session has ended, and nothing can be set to end it",
              "a call cannot be ended at its session's end yet: it ends by the talk limit, or when"
                  + " somebody hangs up",
              "journey.RefusalJourneyTest#aSessionThatIsClosedWhileTheyTalkEndsWithTheirCall",
              "journey.TalkJourneyTest#whoTalksLongerThanTheyMayIsCutOff"));

  private static Defect defect(int number, String what, String... tests) {
    return partly(number, what, "", tests);
  }

  private static Defect partly(int number, String what, String missing, String... tests) {
    return new Defect(number, what, missing, List.of(tests));
  }

  @Test
  void everyDefectIsInTheTable() {
    assertThat(DEFECTS_OF_THE_EXAMPLE.stream().map(Defect::number))
        .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 16).boxed().toList());
  }

  @TestFactory
  Stream<DynamicTest> itsTestsAreThere() {
    return DEFECTS_OF_THE_EXAMPLE.stream()
        .map(
            defect ->
                DynamicTest.dynamicTest(
                    defect.toString(),
                    () ->
                        assertThat(defect.tests())
                            .isNotEmpty()
                            .allSatisfy(PublishedExampleTest::isATest)));
  }

  private static void isATest(String test) throws ClassNotFoundException {
    String[] parts = test.split("#", 2);
    Class<?> of = Class.forName("io.bauta." + parts[0]);
    List<Method> named =
        Arrays.stream(of.getDeclaredMethods())
            .filter(method -> method.getName().equals(parts[1]))
            .toList();
    assertThat(named).as(test).hasSize(1);
    assertThat(named.getFirst().getAnnotations())
        .as(test)
        .extracting(Annotation::annotationType)
        .extracting(Class::getSimpleName)
        .containsAnyElementsOf(KINDS);
  }
}

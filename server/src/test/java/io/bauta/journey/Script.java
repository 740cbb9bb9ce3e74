package io.bauta.journey;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import io.bauta.simulator.SimulatedCall;

/** Whatever the simulator's telephones can do on one call. */
enum Script {
  THE_CALLER_HANGS_UP {
    @Override
    void play(Story story) {
      story.agentCalls().isHungUpBy(story.agent().number()).after(ofSeconds(69));
    }
  },
  THE_DESTINATION_HANGS_UP {
    @Override
    void play(Story story) {
      story.customer().answersAfter(ofSeconds(9));
      story.agentCalls().isHungUpBy(story.customer().number()).after(ofSeconds(31));
    }
  },
  THEY_CALL_BACK {
    @Override
    void play(Story story) {
      story.agentCalls().talksFor(ofSeconds(5));
      story.customerCalls().talksFor(ofSeconds(7));
    }
  },
  THEY_TALK_FOR_TOO_LONG {
    @Override
    void play(Story story) {
      story.agentCalls().talksFor(ofHours(2));
    }
  },
  BUSY {
    @Override
    void play(Story story) {
      story.customer().isBusy();
      story.agentCalls();
    }
  },
  DECLINED {
    @Override
    void play(Story story) {
      story.customer().rejects();
      story.agentCalls();
    }
  },
  NOT_ANSWERED {
    @Override
    void play(Story story) {
      story.customer().doesNotAnswer();
      story.agentCalls();
    }
  },
  UNALLOCATED {
    @Override
    void play(Story story) {
      story.customer().isUnallocated();
      story.agentCalls();
    }
  },
  GIVEN_UP {
    @Override
    void play(Story story) {
      story.customer().doesNotAnswer();
      story.agent().hangsUpWhileRinging(ofSeconds(6));
      story.agentCalls();
    }
  },
  WITHHELD {
    @Override
    void play(Story story) {
      story.agent().withholdsItsNumber();
      story.agentCalls();
    }
  },
  SESSION_OVER {
    @Override
    void play(Story story) throws Exception {
      story.closeSession();
      story.agentCalls();
    }
  },
  AFTER_A_NOTICE {
    @Override
    String session() {
      return NOTICE;
    }

    @Override
    void play(Story story) {
      story.agentCalls().talksFor(ofSeconds(12));
    }
  },
  NOT_ANSWERED_AFTER_A_NOTICE {
    @Override
    String session() {
      return NOTICE;
    }

    @Override
    void play(Story story) {
      story.customer().doesNotAnswer();
      story.agentCalls();
    }
  },
  GIVEN_UP_AT_THE_NOTICE {
    @Override
    String session() {
      return NOTICE;
    }

    @Override
    void play(Story story) {
      story.agent().hangsUpWhenSpokenTo();
      story.agentCalls();
    }
  },
  RECORDED {
    @Override
    String session() {
      return RECORDING;
    }

    @Override
    void play(Story story) {
      SimulatedCall call = story.agentCalls();
      call.isHungUpBy(story.customer().number()).after(ofSeconds(25));
    }
  };

  private static final String NOTICE = ",\"rules\":{\"notice\":\"This call is recorded.\"}";
  private static final String RECORDING =
      ",\"rules\":{\"notice\":\"This call is recorded.\",\"recording\":\"on\"}";

  /** What its session says besides; not every carrier can do what that asks for. */
  String session() {
    return "";
  }

  abstract void play(Story story) throws Exception;
}

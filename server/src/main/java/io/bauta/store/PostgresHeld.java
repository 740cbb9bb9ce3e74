package io.bauta.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Answers many questions about what people hold in PostgreSQL by one statement. */
final class PostgresHeld {

  private static final TokenStatement MANY =
      TokenStatement.of(
          "real_token",
          """
          select asked.question, asked.place, b.proxy_number
          from unnest(?::int[], ?::int[], ?::bytea[], ?::uuid[], ?::bigint[])
              as asked (question, place, held_token, pool_id, asked_at)
            cross join lateral (
              select proxy_number from binding
              where {token} = asked.held_token and released_at is null
                and pool_id = asked.pool_id
                and (rests_until is null or rests_until > asked.asked_at)
              offset 0) b
          """);

  private PostgresHeld() {}

  /** For each question, the numbers of each of its holders. */
  static List<List<List<Long>>> answers(Link link, List<HeldQuestion> questions)
      throws SQLException {
    List<Integer> ofQuestions = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    List<byte[]> tokens = new ArrayList<>();
    List<UUID> pools = new ArrayList<>();
    List<Long> instants = new ArrayList<>();
    List<List<List<Long>>> answers = new ArrayList<>();
    for (HeldQuestion question : questions) {
      List<List<Long>> answer = new ArrayList<>();
      for (byte[] token : question.held()) {
        ofQuestions.add(answers.size());
        places.add(answer.size());
        tokens.add(token);
        pools.add(question.pool());
        instants.add(question.now().toEpochMilli());
        answer.add(new ArrayList<>());
      }
      answers.add(answer);
    }
    // Whoever asks holds a turn of the keys, so all of them were made at one stage.
    link.query(MANY.by(questions.getFirst().tokens()))
        .with(
            ofQuestions.toArray(Integer[]::new),
            places.toArray(Integer[]::new),
            tokens.toArray(byte[][]::new),
            pools.toArray(UUID[]::new),
            instants.toArray(Long[]::new))
        .forEach(
            row ->
                answers
                    .get(Math.toIntExact(row.number("question")))
                    .get(Math.toIntExact(row.number("place")))
                    .add(row.number("proxy_number")));
    return answers;
  }
}

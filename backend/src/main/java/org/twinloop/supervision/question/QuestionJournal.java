package org.twinloop.supervision.question;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.twinloop.journal.Event;
import org.twinloop.journal.Journal;
import org.twinloop.supervision.Supervisors;
import org.twinloop.supervision.question.Question.Verdict;

/** The events of questions, in the chain of their trip. */
@ApplicationScoped
class QuestionJournal {

    private final Journal journal;
    private final Supervisors supervisors;

    QuestionJournal(Journal journal, Supervisors supervisors) {
        this.journal = journal;
        this.supervisors = supervisors;
    }

    /** With what the rule saw, and where the car was. */
    Uni<Void> asked(Question question) {
        Map<String, Object> payload = told(question);
        payload.put("travellerId", question.about().travellerId());
        payload.put("dueAt", question.dueAt());
        payload.put("inputs", question.inputs());
        question.place().ifPresent(place -> {
            payload.put("lon", place.point().lon());
            payload.put("lat", place.point().lat());
            payload.put("accuracyM", place.accuracyM());
            payload.put("placedAt", place.at());
        });
        return append("asked", question, payload);
    }

    Uni<Void> answered(Question question) {
        Question.Answer answer = question.answer().orElseThrow();
        Map<String, Object> payload = told(question);
        payload.put("answer", answer.reason());
        payload.put("said", answer.said());
        payload.put("phase", question.phase());
        return append(
                Event.of("supervision.question-answered").actor(question.about().travellerId()), question, payload);
    }

    /** Asks those of the unit and above it who may decide. */
    Uni<Void> open(Question question) {
        return supervisors.of(question.about().unitId()).chain(all -> {
            Map<String, Object> payload = told(question);
            payload.put(
                    "reviewerIds", all.stream().filter(question::mayBeDecidedBy).toList());
            payload.put("reason", question.answer().map(QuestionJournal::words).orElse("未在时限内答复 / no answer in time"));
            return append("open", question, payload);
        });
    }

    private static String words(Question.Answer answer) {
        String reason = answer.reason().zh() + " / " + answer.reason().en();
        return answer.said() == null ? reason : reason + "：" + answer.said();
    }

    Uni<Void> decided(Question question) {
        Question.Decision decision = question.decision().orElseThrow();
        boolean accepted = decision.verdict() == Verdict.ACCEPTED;
        Map<String, Object> payload = told(question);
        payload.put("travellerId", question.about().travellerId());
        payload.put("outcome", decision.verdict());
        payload.put("outcomeZh", accepted ? "说明已采纳" : "已转为监管发现，您可进一步说明");
        payload.put("outcomeEn", accepted ? "Accepted" : "Made a finding, about which you will be heard");
        payload.put("reason", decision.reason());
        payload.put("findingId", question.findingId());
        return append(Event.of("supervision.question-decided").actor(decision.by()), question, payload);
    }

    private static Map<String, Object> told(Question question) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("questionId", question.id());
        payload.put("rule", question.rule());
        payload.put("ruleVersion", question.ruleVersion());
        payload.put("beganAt", question.beganAt());
        payload.put("textZh", question.textZh());
        payload.put("textEn", question.textEn());
        return payload;
    }

    private Uni<Void> append(String verb, Question question, Map<String, Object> payload) {
        return append(Event.of("supervision.question-" + verb), question, payload);
    }

    private Uni<Void> append(Event event, Question question, Map<String, Object> payload) {
        return journal.append(event.subject("question", question.id())
                .trip(question.about().tripId())
                .unit(question.about().unitId())
                .payload(payload));
    }
}

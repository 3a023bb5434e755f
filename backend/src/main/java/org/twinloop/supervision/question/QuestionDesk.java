package org.twinloop.supervision.question;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.twinloop.common.CommonProblem;
import org.twinloop.common.Database;
import org.twinloop.common.Ids;
import org.twinloop.common.ProblemException;
import org.twinloop.common.Scope;
import org.twinloop.identity.People;
import org.twinloop.identity.Person;
import org.twinloop.supervision.Findings;
import org.twinloop.supervision.question.DuringRule.Mark;
import org.twinloop.supervision.question.DuringRule.Words;
import org.twinloop.supervision.question.Question.About;
import org.twinloop.supervision.question.Question.Answer;
import org.twinloop.supervision.question.Question.Decision;
import org.twinloop.supervision.question.Question.Phase;
import org.twinloop.supervision.question.Question.Place;
import org.twinloop.supervision.question.Question.Verdict;
import org.twinloop.trip.look.Looked;
import org.twinloop.trip.look.Looks;

/** What is done about questions: asked, answered, passed on, decided; each in one act and told in the trip's chain. */
@ApplicationScoped
class QuestionDesk {

    private static final int WORDS_MIN = 4;

    private final Database database;
    private final QuestionRepository repository;
    private final QuestionJournal journal;
    private final Findings findings;
    private final Looks looks;
    private final People people;
    private final QuestionConfig config;
    private final ObjectMapper json;
    private final Clock clock;

    QuestionDesk(
            Database database,
            QuestionRepository repository,
            QuestionJournal journal,
            Findings findings,
            Looks looks,
            People people,
            QuestionConfig config,
            ObjectMapper json,
            Clock clock) {
        this.database = database;
        this.repository = repository;
        this.journal = journal;
        this.findings = findings;
        this.looks = looks;
        this.people = people;
        this.config = config;
        this.json = json;
        this.clock = clock;
    }

    /** Who acts, by which roles, and whose rows they see. */
    record Someone(UUID personId, List<String> roles, Scope scope) {
        Someone {
            roles = List.copyOf(roles);
        }
    }

    /** Asks the traveller, in the running act, unless the same is asked already. */
    Uni<Void> ask(UnderWay trip, DuringRule rule, Mark since) {
        Instant now = clock.instant();
        Words words = rule.ask(trip, since);
        Question question = new Question(
                Ids.next(),
                new About(trip.tripId(), trip.unitId(), trip.travellerId(), trip.bookedById()),
                rule.id(),
                rule.version(),
                Phase.ASKED,
                since.since(),
                null,
                now,
                now.plus(config.answerWithin()),
                json.valueToTree(words.inputs()),
                trip.seen().map(fix -> new Place(fix.point(), fix.accuracyM(), fix.at())),
                words.textZh(),
                words.textEn(),
                Optional.empty(),
                Optional.empty(),
                null);
        return repository
                .insert(question)
                .chain(isNew ->
                        isNew ? journal.asked(question) : Uni.createFrom().voidItem());
    }

    /** Asks the supervisors, in the running act. */
    Uni<Void> passOn(Question question) {
        return journal.open(question);
    }

    Uni<List<Question>> own(Someone traveller, boolean open, UUID before, int limit) {
        return database.read(
                traveller.scope(), () -> repository.ofTraveller(traveller.personId(), open, before, limit));
    }

    Uni<List<Question>> list(Someone reader, Phase phase, UUID before, int limit) {
        return database.read(
                reader.scope(), () -> repository.list(reader.scope().unitId(), phase, before, limit));
    }

    /** With the place; written down for the traveller before it is shown. */
    Uni<Question> show(Someone reader, UUID id) {
        return database.act(
                reader.scope(),
                () -> repository
                        .get(id)
                        .call(question -> looks.note(
                                new Looks.Shown(
                                        question.about().tripId(),
                                        question.about().unitId(),
                                        question.about().travellerId()),
                                reader.personId(),
                                reader.roles(),
                                Looked.What.TRACK)));
    }

    /** The traveller answers, once. */
    Uni<Question> answer(Someone traveller, UUID id, Reason reason, String said) {
        String words = said == null || said.isBlank() ? null : said.strip();
        if (reason == Reason.OTHER && (words == null || words.length() < WORDS_MIN)) {
            throw ProblemException.field(
                    CommonProblem.INVALID,
                    "/said",
                    "value " + (words == null ? "absent" : "\"" + words + "\"")
                            + "; 选择“其他”时请用至少 4 个字说明 / with OTHER say why in at least 4 characters");
        }
        return database.act(
                traveller.scope(),
                () -> repository.lock(id).chain(question -> {
                    if (!question.about().travellerId().equals(traveller.personId())) {
                        throw ProblemException.notFound("question " + id);
                    }
                    Phase next = question.answered(reason, config.explaining());
                    return repository
                            .answered(id, next, new Answer(reason, words, clock.instant()))
                            .chain(() -> repository.get(id))
                            .call(journal::answered)
                            .call(answered -> next == Phase.TO_DECIDE
                                    ? journal.open(answered)
                                    : Uni.createFrom().voidItem());
                }));
    }

    /** A supervisor accepts it, or makes it a finding that is decided like every other. */
    Uni<Question> decide(Someone supervisor, UUID id, Verdict verdict, String reason) {
        return database.act(
                supervisor.scope(),
                () -> repository.lock(id).chain(question -> {
                    question.requireDecidable(supervisor.personId());
                    Uni<UUID> finding = verdict == Verdict.FINDING
                            ? findings.notice(noticed(question, reason))
                            : Uni.createFrom().nullItem();
                    return finding.chain(findingId -> name(supervisor.personId())
                                    .chain(name -> repository.decided(
                                            id,
                                            new Decision(verdict, supervisor.personId(), name, reason, clock.instant()),
                                            findingId)))
                            .chain(() -> repository.get(id))
                            .call(journal::decided);
                }));
    }

    private Uni<String> name(UUID personId) {
        return people.find(personId).map(person -> person.map(Person::nameZh).orElse("—"));
    }

    private static Findings.Noticed noticed(Question question, String reason) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("questionId", question.id());
        inputs.put("beganAt", question.beganAt());
        inputs.put("seen", question.inputs());
        question.answer().ifPresent(answer -> {
            inputs.put("answer", answer.reason());
            inputs.put("said", answer.said());
            inputs.put("answeredAt", answer.at());
        });
        inputs.put("because", reason);
        About about = question.about();
        return new Findings.Noticed(
                about.tripId(),
                about.unitId(),
                about.travellerId(),
                about.bookedById(),
                question.rule(),
                question.ruleVersion(),
                inputs,
                question.textZh(),
                question.textEn(),
                null);
    }
}

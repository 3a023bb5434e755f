package org.twinloop.supervision.question;

import org.twinloop.common.Problem;

/** Refusals about questions on the way. */
enum QuestionProblem implements Problem {
    OWN_QUESTION(Kind.FORBIDDEN, "own-question", "不能处理本人行程的询问", "Nobody decides a question about their own trip"),
    QUESTION_AWAITS_ANSWER(Kind.CONFLICT, "question-awaits-answer", "须先听取用车人说明", "The traveller is asked first"),
    QUESTION_CLOSED(Kind.CONFLICT, "question-closed", "该询问已答复或已处理", "The question is answered or decided already");

    private final Wording wording;

    QuestionProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}

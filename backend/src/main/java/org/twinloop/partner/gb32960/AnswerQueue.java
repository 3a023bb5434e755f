package org.twinloop.partner.gb32960;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Answers in the order of the frames they belong to, whenever each becomes ready. For one thread. */
final class AnswerQueue {

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Consumer<byte[]> out;

    /** @param out takes answers whose turn it is */
    AnswerQueue(Consumer<byte[]> out) {
        this.out = out;
    }

    /** An answer that waits for its turn; null bytes where none is due. */
    static final class Answer {
        private final byte[] bytes;
        private boolean ready;

        private Answer(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    Answer expect(byte[] bytes) {
        Answer answer = new Answer(bytes);
        answers.add(answer);
        return answer;
    }

    /** Sends it, and those behind it that are ready, unless one before it is not. */
    void ready(Answer answer) {
        answer.ready = true;
        while (!answers.isEmpty() && answers.peek().ready) {
            byte[] bytes = answers.poll().bytes;
            if (bytes != null) {
                out.accept(bytes);
            }
        }
    }

    int size() {
        return answers.size();
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    void clear() {
        answers.clear();
    }
}

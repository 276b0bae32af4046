package com.fitscheduler.frontdesk.ui.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fitscheduler.frontdesk.diagnosis.Finding;
import com.fitscheduler.frontdesk.diagnosis.Finding.Link;
import com.fitscheduler.frontdesk.diagnosis.Finding.Outcome;
import com.fitscheduler.frontdesk.diagnosis.SupportFile;
import com.fitscheduler.frontdesk.integration.IntegrationException;
import com.fitscheduler.frontdesk.integration.Problem;
import com.fitscheduler.frontdesk.testsupport.Samples;
import com.fitscheduler.frontdesk.ui.Background;
import com.fitscheduler.frontdesk.ui.support.CheckViewModel.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both dialogs for a bad day. */
class CheckViewModelTest {

    private static final Finding WELL = new Finding(Link.INTERNET, Outcome.OK, null, null, "");
    private static final Finding BAD = new Finding(Link.SERVICE, Outcome.FAILED, Problem.NOT_SHARED, null, "");
    private static final Finding DISK = new Finding(Link.DISK, Outcome.OK, null, null, "");

    /** Tasks for the toolkit's thread that have not run yet. */
    private final List<Runnable> queue = new ArrayList<>();
    private final Background background = new Background(Runnable::run, queue::add);

    @Test
    void lineByLineAndTheCauseAtTheEnd() {
        var check = check(List.of(WELL, BAD, DISK));
        check.start();
        assertEquals(new CheckViewModel.State(true, List.of(), Optional.empty()), check.state().get());
        queue.removeFirst().run();
        assertEquals(List.of(new Row(Outcome.OK, "This computer to the internet", "Well")), check.state().get().rows());
        assertTrue(check.state().get().running());
        drain();

        assertFalse(check.state().get().running());
        assertEquals("Not shared yet (E50)", check.state().get().rows().getLast().text());
        assertEquals(2, check.state().get().rows().size(), "what is well beside the way is not shown");
        assertEquals("The FitScheduler service cannot be reached. Nothing to do. It is sent later.",
                check.state().get().advice().orElseThrow());
    }

    @Test
    void whatComesInAfterCancelIsNotShown() {
        var check = check(List.of(WELL, BAD));
        check.start();
        queue.removeFirst().run();
        check.cancel();
        drain();

        assertEquals(1, check.state().get().rows().size());
        assertFalse(check.state().get().running());
        check.start();
        drain();
        assertEquals(2, check.state().get().rows().size());
    }

    @Test
    void theSupportFileIsShownBeforeItIsSaved(@TempDir Path folder) {
        var said = new ArrayList<String>();
        var support = support(() -> SupportFile.collect(List.of(new SupportFile.Part("state.txt", () -> "x [removed]")),
                text -> text, "[removed]", List.of("contacts"), Samples.NOW), said);
        support.save(folder.resolve("early.zip"));
        assertTrue(support.state().get().busy());
        drain();
        assertEquals(List.of("state.txt: 11 bytes, 1 thing removed"), support.state().get().goesIn());
        assertEquals(List.of("contacts"), support.state().get().leftOut());
        assertFalse(Files.exists(folder.resolve("early.zip")));

        support.save(folder.resolve("none/support.zip"));
        drain();
        assertEquals("Code E43", support.state().get().problem().orElseThrow().code());
        assertEquals(List.of(), said);
        support.save(folder.resolve("support.zip"));
        drain();
        assertEquals(List.of("Saved as " + folder.resolve("support.zip")), said);
        assertTrue(Files.exists(folder.resolve("support.zip")));
    }

    @Test
    void whatCannotBeCollectedIsSaid() {
        var support = support(() -> {
            throw new IntegrationException(Problem.KEYCHAIN_SILENT, "told to fail");
        }, new ArrayList<>());
        drain();

        assertEquals("Code E45", support.state().get().problem().orElseThrow().code());
        assertFalse(support.state().get().busy());
    }

    private CheckViewModel check(List<Finding> findings) {
        return new CheckViewModel("leadconnector", found -> {
            findings.forEach(found);
            return findings;
        }, background, Samples.words());
    }

    private SupportViewModel support(Callable<SupportFile> collect, List<String> said) {
        return new SupportViewModel("leadconnector", collect, background, Samples.words(), said::add);
    }

    private void drain() {
        while (!queue.isEmpty()) {
            queue.removeFirst().run();
        }
    }
}

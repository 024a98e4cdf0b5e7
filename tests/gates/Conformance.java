import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Asks veraPDF about PDF files: Conformance ua1,2a FILE...
 *
 * Prints one JSON object a line for each file and profile:
 * {"file", "profile", "passed", "checks", "failures": [{"clause", "test", "message", "place"}]}.
 */
public class Conformance {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        // What it logs says nothing that the failures do not.
        LogManager.getLogManager().reset();
        System.setOut(System.err);
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 1; i < arguments.length; i++) {
            for (String profile : arguments[0].split(",")) {
                OUT.println(JSON.writeValueAsString(verdict(arguments[i], profile)));
            }
        }
    }

    private static Map<String, Object> verdict(String file, String profile) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("file", file);
        verdict.put("profile", profile);
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("veraPDF knows no profile " + profile);
        }
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            verdict.put("passed", result.isCompliant());
            verdict.put("checks", result.getTotalAssertions());
            verdict.put("failures", failures(result));
        } catch (Exception fault) {
            // A file that is no PDF at all must not stop the others from being checked.
            verdict.put("passed", false);
            verdict.put("checks", 0);
            verdict.put("failures", List.of(failure("", 0, "cannot be read: " + fault, file)));
        }
        return verdict;
    }

    private static List<Map<String, Object>> failures(ValidationResult result) {
        List<Map<String, Object>> failures = new ArrayList<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                failures.add(failure(each.getRuleId().getClause(), each.getRuleId().getTestNumber(),
                        each.getMessage(), each.getLocation().getContext()));
            }
        }
        return failures;
    }

    private static Map<String, Object> failure(String clause, int test, String message, String place) {
        Map<String, Object> failure = new LinkedHashMap<>();
        failure.put("clause", clause);
        failure.put("test", test);
        failure.put("message", message);
        failure.put("place", place);
        return failure;
    }
}

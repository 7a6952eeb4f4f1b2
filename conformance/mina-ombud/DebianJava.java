import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPublicKeySpec;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/*
 * A client as the published one in Java: answers are parsed into typed objects, attributes that it does not know are
 * dropped, and the signature is verified over the object as it writes it again. Of the JDK and Jackson alone.
 *
 * Usage: java -cp … DebianJava.java HUB. Writes one line for each check: the name, a tab, and what is wrong or nothing.
 */
public class DebianJava {
    static final String AT = "2120000829";
    static final Map<String, String> BERI = Map.of("id", "198602262381", "typ", "pnr");
    static final HttpClient HTTP = HttpClient.newHttpClient();
    static final ObjectMapper JSON = mapper();

    // What generated classes are: a required attribute that is missing is written as null, an optional one is left out.

    enum Identitetstyp { pnr, orgnr, samnr, gdnr, username }
    enum Roll { PRIVAT, ORGANISATION }
    enum Status { HISTORISK, AKTUELL, GILTIG }
    enum Part { FULLMAKTSHAVARE, FULLMAKTSGIVARE, TREDJEMAN, UTDELARE }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Namn(String id, Identitetstyp typ, String namn, @JsonInclude(JsonInclude.Include.NON_NULL) String fornamn) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Sig(@JsonProperty("protected") String header, String signature) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Kod(String kod, UUID fullmakt, @JsonInclude(JsonInclude.Include.NON_NULL) String typ) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Kontext(
        String tredjeman, Namn fullmaktsgivare, Roll fullmaktsgivarroll, List<Namn> fullmaktshavare,
        List<Kod> behorigheter, OffsetDateTime tidpunkt, @JsonProperty("_sig") Sig sig) implements Signed {}

    record Typ(String typ, String rubrik, String beskrivning, Boolean vald, Integer niva) {}

    record Objekt(String kod, String rubrik, String beskrivning, List<Typ> typer) {}

    record Behorighet(Objekt behorighetsobjekt, String kod, String rubrik, String beskrivning) {}

    record Juridisk(Namn juridiskPerson, List<Namn> foretradare) {}

    record Signatar(Namn fysiskPerson, Juridisk juridiskSignatar) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Ursprung(UUID mall, @JsonInclude(JsonInclude.Include.NON_NULL) UUID fullmakt) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Tredjeman(String id, String namn) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Fullmakt(
        UUID id, Ursprung ursprung, String rubrik, String beskrivning, LocalDate giltigFrom,
        @JsonInclude(JsonInclude.Include.NON_NULL) LocalDate giltigTom,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean vidaredelning, Boolean transportfullmakt,
        Namn fullmaktsgivare, Roll fullmaktsgivarroll, List<Namn> fullmaktshavare, Tredjeman tredjeman,
        List<Signatar> signatarer, List<Behorighet> behorigheter, Namn skapare, OffsetDateTime skapadTidpunkt) {}

    record Underskrift(Namn person, OffsetDateTime tidpunkt) {}

    record Aterkallad(Part part, Namn person, OffsetDateTime tidpunkt) {}

    record Utdelning(
        UUID id, Status status, Boolean aterkallad, LocalDate giltigFrom, LocalDate giltigTom, Boolean vidaredelning,
        Boolean vidaredelad, List<Namn> fullmaktshavare) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Metadata(
        String referensnummer, Status status, List<Underskrift> underskrifter,
        @JsonInclude(JsonInclude.Include.NON_NULL) OffsetDateTime registreringstidpunkt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Aterkallad aterkallad,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean vidaredelad,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<Utdelning> utdelningar) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Svar(Fullmakt fullmakt, Metadata metadata, OffsetDateTime svarstidpunkt, @JsonProperty("_sig") Sig sig)
        implements Signed {}

    interface Signed { Sig sig(); }

    static ObjectMapper mapper() {
        var times = new SimpleModule();
        var instant = DateTimeFormatter.ISO_OFFSET_DATE_TIME;
        text(times, OffsetDateTime.class, OffsetDateTime::parse, instant::format);
        text(times, LocalDate.class, LocalDate::parse, LocalDate::toString);
        return new ObjectMapper()
            .registerModule(times)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    static <T> void text(SimpleModule module, Class<T> type, Function<String, T> read, Function<T, String> write) {
        module.addDeserializer(type, new JsonDeserializer<T>() {
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return read.apply(parser.getText());
            }
        });
        module.addSerializer(type, new JsonSerializer<T>() {
            public void serialize(T value, JsonGenerator out, SerializerProvider all) throws IOException {
                out.writeString(write.apply(value));
            }
        });
    }

    /** RFC 8785: members in the order of their names, no blanks. No numbers but small whole ones occur here. */
    @SuppressWarnings("unchecked")
    static byte[] canonical(Object typed) throws Exception {
        var members = new TreeMap<String, Object>(JSON.convertValue(typed, Map.class));
        members.remove("_sig");
        return JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).writeValueAsBytes(members);
    }

    record Api(String hub, String version, String token, String idToken) {
        String base() { return hub + "/dfm/formedlare/" + version; }

        HttpResponse<String> send(String path, Object body) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(base() + path))
                .header("accept", "application/json")
                .header("authorization", "Bearer " + token)
                .header("x-service-name", "DebianJava")
                .header("x-request-id", UUID.randomUUID().toString());
            if (idToken != null) request.header("x-id-token", idToken);
            if (body != null)
                request.header("content-type", "application/json")
                    .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            return HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        }

        JsonNode read(String path, Object body) throws Exception {
            var answer = send(path, body);
            expect(answer.statusCode() == 200, answer.body());
            expect(kindOf(answer).equals("application/json"), kindOf(answer));
            return JSON.readTree(answer.body());
        }

        <T extends Signed> void verify(JsonNode wire, Class<T> type) throws Exception {
            var typed = JSON.treeToValue(wire, type);
            var url = Base64.getUrlDecoder();
            var header = JSON.readTree(url.decode(typed.sig().header()));
            var key = keyOf(header.get("kid").asText());
            var payload = Base64.getUrlEncoder().withoutPadding().encodeToString(canonical(typed));
            var signature = Signature.getInstance("SHA256withRSA");
            var number = (Function<String, BigInteger>) name -> new BigInteger(1, url.decode(key.get(name).asText()));
            var spec = new RSAPublicKeySpec(number.apply("n"), number.apply("e"));
            signature.initVerify(KeyFactory.getInstance("RSA").generatePublic(spec));
            signature.update((typed.sig().header() + "." + payload).getBytes(StandardCharsets.US_ASCII));
            expect(signature.verify(url.decode(typed.sig().signature())),
                "sent " + wire + " written again " + new String(canonical(typed), StandardCharsets.UTF_8));
        }

        /** The published list of keys leaves those out whose certificate is not valid. */
        JsonNode keyOf(String kid) throws Exception {
            var get = HttpRequest.newBuilder(URI.create(base() + "/tredjeman/" + AT + "/jwks")).build();
            for (var key : JSON.readTree(HTTP.send(get, BodyHandlers.ofString()).body()).get("keys")) {
                var der = Base64.getDecoder().decode(key.get("x5c").get(0).asText());
                var made = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
                ((X509Certificate) made).checkValidity();
                if (key.get("kid").asText().equals(kid)) return key;
            }
            throw new IllegalStateException("no key " + kid);
        }
    }

    static String kindOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("content-type").orElse("");
    }

    static void expect(boolean holds, String fault) {
        if (!holds) throw new IllegalStateException(fault);
    }

    static String post(String url, String kind, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url)).header("content-type", kind);
        return HTTP.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString()).body();
    }

    static String token(String hub, String scope) throws Exception {
        var form = "grant_type=client_credentials&client_id=mina-ombud-sample"
            + "&client_secret=3392d044-d0f2-491d-a40d-edda4f1361c0&scope=" + scope.replace(":", "%3A");
        var answer = JSON.readTree(post(hub + "/auth/realms/dfm/protocol/openid-connect/token",
            "application/x-www-form-urlencoded", form));
        expect(answer.path("expires_in").asLong() > 0 && answer.has("access_token"), answer.toString());
        return answer.get("access_token").asText();
    }

    interface Check { void run() throws Exception; }

    static void check(String name, Check check) {
        String fault = "";
        try {
            check.run();
        } catch (Exception e) {
            fault = e.toString().replaceAll("\\s+", " ");
        }
        System.out.println(name + "\t" + fault);
    }

    public static void main(String[] args) throws Exception {
        var hub = args[0];
        var user = post(hub + "/sample/user", "text/plain", BERI.get("id"));
        var self = token(hub, "user:self");
        for (var version : List.of("v1", "v2")) {
            var api = new Api(hub, version, self, user);
            check(version + ": contexts verify when they are parsed and written again", () -> {
                var found = api.read("/sok/behorigheter", Map.of("tredjeman", AT, "fullmaktshavare", BERI)).get("kontext");
                expect(found.size() > 0, "no context");
                for (var context : found) api.verify(context, Kontext.class);
            });
            check(version + ": whole mandates verify when they are parsed and written again", () -> {
                var asked = Map.of("fullmaktshavare", BERI, "tredjeman", List.of(AT), "page", Map.of("page", 0, "size", 100));
                var met = new HashSet<String>();
                for (var row : api.read("/sok/fullmakter", asked).get("fullmakter")) {
                    var path = "/tredjeman/" + AT + "/fullmakter/" + row.get("id").asText() + "?utdelning=AKTUELLA";
                    var signed = api.read(path, null);
                    api.verify(signed, Svar.class);
                    signed.get("metadata").fieldNames().forEachRemaining(met::add);
                }
                var known = List.of("aterkallad", "registreringstidpunkt", "underskrifter");
                var later = version.equals("v1") ? List.<String>of() : List.of("vidaredelad", "utdelningar");
                expect(met.containsAll(known) && met.containsAll(later), met.toString());
            });
            check(version + ": a changed context does not verify", () -> {
                var found = api.read("/sok/behorigheter", Map.of("tredjeman", AT, "fullmaktshavare", BERI)).get("kontext");
                var changed = JSON.readTree(found.get(0).toString().replace("\"Ylles\"", "\"Yllés\""));
                try {
                    api.verify(changed, Kontext.class);
                } catch (IllegalStateException expected) {
                    return;
                }
                throw new IllegalStateException("it verified");
            });
            check(version + ": an error is read, for its type is application/json to the letter", () -> {
                var answer = api.send("/sok/fullmakter", Map.of());
                var error = JSON.readTree(answer.body());
                expect(kindOf(answer).equals("application/json"), kindOf(answer));
                expect(error.get("instance").asText().equals("sokning.havare_givare.saknas"), answer.body());
            });
        }
    }
}

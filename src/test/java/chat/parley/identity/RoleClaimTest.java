package chat.parley.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chat.parley.event.Role;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleClaimTest {
    private static Role role(RoleClaim claim, String json) throws ParseException {
        return claim.in(JWTClaimsSet.parse(json).getClaims());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        roles                    | {"roles": "parley-owner"}
        roles                    | {"roles": ["staff", "parley-owner"]}
        scope                    | {"scope": "openid parley-owner profile"}
        realm_access.roles       | {"realm_access": {"roles": ["parley-owner"]}}
        resource_access.my.chat.roles | {"resource_access": {"my.chat": {"roles": ["parley-owner"]}}}
        https://example.org/roles | {"https://example.org/roles": ["parley-owner"]}
        a.b                      | {"a": "none", "a.b": "parley-owner"}
        """)
    void aClaimIsATextOrAListAndMayBeNested(String path, String claims) throws Exception {
        assertEquals(Role.OWNER, role(RoleClaim.of(path), claims));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"roles\": null}",
                "{\"roles\": true}",
                "{\"roles\": {\"parley-owner\": true}}",
                "{\"roles\": [[\"parley-owner\"], {\"a\": \"parley-owner\"}, 1, null]}",
                "{\"roles\": [\"staff parley-owner\"]}",
                "{\"roles\": \"parley-owners\"}",
                "{\"roles\": \"Parley-Owner\"}",
                "{\"roles\": \"staff,parley-owner\"}",
                "{\"other\": \"parley-owner\"}"
            })
    void anythingElseGivesNoRole(String claims) throws Exception {
        assertEquals(Role.MEMBER, role(RoleClaim.of("roles"), claims));
    }

    @Test
    void deeplyNestedClaimsAndLongPathsEnd() {
        Map<String, Object> claims = Map.of();
        for (int depth = 0; depth < 200; depth++) {
            claims = Map.of("a", claims);
        }
        assertEquals(Role.MEMBER, RoleClaim.of("a" + ".a".repeat(100)).in(claims));
    }

    @ParameterizedTest
    @CsvSource({
        "parley-owner parley-moderator, OWNER",
        "parley-moderator, MODERATOR",
        "parley-owner parley-moderator parley-reader, READER",
        "staff, MEMBER",
        "'', MEMBER"
    })
    void theHighestRoleCountsUnlessSomebodyMayOnlyRead(String value, Role expected) {
        assertEquals(expected, RoleClaim.of("roles").in(Map.of("roles", value)));
    }

    @Test
    void ifValuesMakeMembersEverybodyElseOnlyReads() {
        RoleClaim claim = RoleClaim.read(Map.of(
                "role-claim", "groups",
                "owner-values", " Chat Owners , /it ",
                "member-values", "staff"));
        assertEquals(Role.OWNER, claim.in(Map.of("groups", "Chat Owners")));
        assertEquals(Role.OWNER, claim.in(Map.of("groups", Arrays.asList("/it", null))));
        assertEquals(Role.MEMBER, claim.in(Map.of("groups", "staff")));
        assertEquals(Role.READER, claim.in(Map.of("groups", Collections.emptyList())));
        assertEquals(Role.READER, claim.in(Map.of("groups", "parley-owner")));
    }

    @Test
    void withoutAClaimNothingIsSaid() {
        assertNull(RoleClaim.NONE.in(Map.of("", "parley-owner")));
        assertEquals(RoleClaim.NONE, RoleClaim.read(Map.of()));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> RoleClaim.read(Map.of("owner-values", "staff")))
                .getMessage();
        assertEquals(
                "owner-values, moderator-values, member-values and reader-values need role-claim:"
                        + " the claim that has these values",
                message);
    }
}

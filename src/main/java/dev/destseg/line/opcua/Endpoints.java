package dev.destseg.line.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.security.Security;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfigLimits;
import org.eclipse.milo.opcua.sdk.server.identity.IdentityValidator;
import org.eclipse.milo.opcua.sdk.server.util.HostnameUtil;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.BuildInfo;
import org.eclipse.milo.opcua.stack.core.types.structured.UserTokenPolicy;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/**
 * The ways in.
 *
 * @param version of the software
 */
record Endpoints(ListeningAddress address, Certificates certificates, String version) {
    private static final String PATH = "/destseg";
    private static final String DISCOVERY = "/discovery";
    private static final String PRODUCT = "urn:destseg-edge";

    static Endpoints of(ListeningAddress address, Certificates certificates, String version) {
        return new Endpoints(address, certificates, version);
    }

    /** A server that does not listen yet. */
    OpcUaServer server(IdentityValidator users) {
        // Java's own provider knows the signatures of Aes256_Sha256_RsaPss by another name.
        if (Security.getProvider(BouncyCastleProvider.PROVIDER_NAME) == null) {
            Security.addProvider(new BouncyCastleProvider());
        }
        OpcUaServerConfig config = OpcUaServerConfig.builder()
                .setApplicationUri(certificates.uri())
                .setApplicationName(LocalizedText.english("DeSTSeg Edge"))
                .setProductUri(PRODUCT)
                .setBuildInfo(new BuildInfo(PRODUCT, "DeSTSeg Edge", "DeSTSeg Edge", version, "", DateTime.now()))
                .setEndpoints(all())
                .setCertificateManager(certificates.certificates())
                .setIdentityValidator(users)
                .setLimits(new Limits())
                .build();
        return new OpcUaServer(
                config,
                profile -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
    }

    private Set<EndpointConfig> all() {
        Set<EndpointConfig> all = new LinkedHashSet<>();
        for (String name : names()) {
            EndpointConfig.Builder base = EndpointConfig.newBuilder()
                    .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                    .setBindAddress(address.host())
                    .setBindPort(address.port())
                    .setHostname(name)
                    .setCertificate(certificates.own());
            address.policies().forEach(policy -> modes(policy)
                    .forEach(mode -> all.add(base.copy()
                            .setPath(PATH)
                            .setSecurityPolicy(policy)
                            .setSecurityMode(mode)
                            .addTokenPolicies(tokens(policy))
                            .build())));
            // Where clients look for the others, without a certificate of their own; nothing else is answered there.
            all.add(base.copy()
                    .setPath(PATH + DISCOVERY)
                    .setSecurityPolicy(SecurityPolicy.None)
                    .setSecurityMode(MessageSecurityMode.None)
                    .addTokenPolicies(tokens(SecurityPolicy.None))
                    .build());
        }
        return all;
    }

    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        if (address.isLoopback()) {
            names.add(address.host());
            names.add("localhost");
        } else {
            names.addAll(HostnameUtil.getHostnames(address.host(), false));
            names.add(HostnameUtil.getHostname());
        }
        return names;
    }

    /** Milo needs to be told by which policy a password comes encrypted, though it is that of the endpoint. */
    private UserTokenPolicy[] tokens(SecurityPolicy policy) {
        String uri = policy == SecurityPolicy.None ? null : policy.getUri();
        UserTokenPolicy user =
                new UserTokenPolicy("username-" + policy.name(), UserTokenType.UserName, null, null, uri);
        UserTokenPolicy anonymous = new UserTokenPolicy("anonymous", UserTokenType.Anonymous, null, null, null);
        return address.isLoopback() ? new UserTokenPolicy[] {anonymous, user} : new UserTokenPolicy[] {user};
    }

    private static List<MessageSecurityMode> modes(SecurityPolicy policy) {
        return policy == SecurityPolicy.None
                ? List.of(MessageSecurityMode.None)
                : List.of(MessageSecurityMode.SignAndEncrypt, MessageSecurityMode.Sign);
    }

    /** A box serves a few control systems, whose clients must not be able to fill its memory. */
    private static final class Limits implements OpcUaServerConfigLimits {
        @Override
        public UInteger getMaxSessions() {
            return uint(50);
        }

        @Override
        public UInteger getMaxSubscriptionsPerSession() {
            return uint(20);
        }

        @Override
        public UInteger getMaxSubscriptions() {
            return uint(100);
        }

        @Override
        public UInteger getMaxMonitoredItemsPerSession() {
            return uint(2_000);
        }

        @Override
        public UInteger getMaxMonitoredItems() {
            return uint(10_000);
        }
    }
}

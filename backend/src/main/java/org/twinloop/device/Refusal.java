package org.twinloop.device;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import org.twinloop.common.ProblemException;

/** Why a CONNECT is refused, in the words of either version. */
enum Refusal {
    PROTOCOL(
            MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
            MqttConnectReturnCode.CONNECTION_REFUSED_UNSUPPORTED_PROTOCOL_VERSION,
            "MQTT 3.1.1 and 5 are spoken here"),
    IDENTIFIER(
            MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED,
            MqttConnectReturnCode.CONNECTION_REFUSED_CLIENT_IDENTIFIER_NOT_VALID,
            "client id and user name have to be the device id"),
    CREDENTIAL(
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD,
            "the secret does not match"),
    NO_CREDENTIAL(
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD,
            MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USERNAME_OR_PASSWORD,
            "send user name and password, or show a client certificate"),
    CERTIFICATE(
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5,
            "the common name of the client certificate has to be the device id"),
    NOT_ALLOWED(
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED_5,
            "a will is published below the device's own topic only"),
    BANNED(
            MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
            MqttConnectReturnCode.CONNECTION_REFUSED_BANNED,
            "the device is blocked"),
    BUSY(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_BUSY,
            "as many devices as there is room for are connected; try again later"),
    UNAVAILABLE(
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
            MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE_5,
            "the service is not available just now; try again later");

    final MqttConnectReturnCode code311;
    final MqttConnectReturnCode code5;
    final String why;

    Refusal(MqttConnectReturnCode code311, MqttConnectReturnCode code5, String why) {
        this.code311 = code311;
        this.code5 = code5;
        this.why = why;
    }

    /** The one table from the kinds of problem to the words of MQTT. */
    static Refusal of(Throwable failed) {
        if (!(failed instanceof ProblemException refused)) {
            return UNAVAILABLE;
        }
        return switch (refused.problem().kind()) {
            case INVALID, NOT_FOUND -> IDENTIFIER;
            case UNAUTHENTICATED -> CREDENTIAL;
            case FORBIDDEN -> BANNED;
            case CONFLICT -> NOT_ALLOWED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}

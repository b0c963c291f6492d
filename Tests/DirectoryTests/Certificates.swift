/// Certificates on the curve P-256, whose keys open nothing.
///
/// From 2020 to 2099: a root, one that it signed, one that that signed; and one that ended in 2021.
enum Certificates {
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBIDCBxqADAgECAhQCMbjut7nhssYen6eNSKtvHtJrbjAKBggqhkjOPQQDAjAP
        MQ0wCwYDVQQDDARyb290MCAXDTIwMDEwMTAwMDAwMFoYDzIwOTkwMTAxMDAwMDAw
        WjAPMQ0wCwYDVQQDDARyb290MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEGzNi
        R4VM76a+YKwiYPFvKFE0RNerbJrKrKqGVLmn9V64vgJUyrnnOxl/mqshkddDpI/S
        4iK673AS++PMGKkXgDAKBggqhkjOPQQDAgNJADBGAiEA/oNl7QQsJFQNP7Z0vuB1
        hgArth0+KUwcRfREhCO/SsgCIQDR5Nb57BJXiK25s8l88EJ6v9oN+Zsy9KoO7nen
        Xcnzuw==
        -----END CERTIFICATE-----
        """

    static let middle = """
        -----BEGIN CERTIFICATE-----
        MIIBITCByKADAgECAhQk5vPdERZHo9zBt6Ak8msz/WejpzAKBggqhkjOPQQDAjAP
        MQ0wCwYDVQQDDARyb290MCAXDTIwMDEwMTAwMDAwMFoYDzIwOTkwMTAxMDAwMDAw
        WjARMQ8wDQYDVQQDDAZtaWRkbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQT
        uooKvuvei/GGWGl9SHRZIs+f48bK/90eSLYExF7gjkiwmaQiFUP3j4CgelUy8QFv
        Eojwe6xDowd7mZDHDuROMAoGCCqGSM49BAMCA0gAMEUCIQCz21Ssk+IXPlIQQ4N9
        s9ntsn20I0sVz2wap8nCaaq0qAIgTjc5g3LQ42WhGG0Ac7dKnIJ87ez9kMqxnF2E
        Sim8+tk=
        -----END CERTIFICATE-----
        """

    static let site = """
        -----BEGIN CERTIFICATE-----
        MIIBITCByKADAgECAhQK1knBMmg7C8qcVPf6zzQyaJ6eoDAKBggqhkjOPQQDAjAR
        MQ8wDQYDVQQDDAZtaWRkbGUwIBcNMjAwMTAxMDAwMDAwWhgPMjA5OTAxMDEwMDAw
        MDBaMA8xDTALBgNVBAMMBHNpdGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT9
        5CHgdXFn+tS39RuqD6q+WNkKNeYW8kz1GJpIOgVLgny3D9vsQkLu+bjS9+Z6DVhO
        czZfaZb/sMcJSbaTnH2dMAoGCCqGSM49BAMCA0gAMEUCIQDR5WnHFrsmHkN3ekhw
        fQokwiNjfrMkGuhGbNoOIQU6yAIgH0X5LiJi+kVCGOSOyCyif/1LxJPV7hhFhkeb
        YYovLeg=
        -----END CERTIFICATE-----
        """

    static let old = """
        -----BEGIN CERTIFICATE-----
        MIIBGjCBwqADAgECAhReyznPwVzcjQ4LJrytNDVbHL3uYDAKBggqhkjOPQQDAjAO
        MQwwCgYDVQQDDANvbGQwHhcNMjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAO
        MQwwCgYDVQQDDANvbGQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASVrFgC+mA5
        5TU0UpOq87nG1JPLghOEG3lT+LGc5v9tX6L+EzYUEToQLTaXajircKp6zuGPSRGM
        9o5C7WGaXT/dMAoGCCqGSM49BAMCA0cAMEQCIEJXOp8gHMgYBLRG6MSb2Hp8B1Wz
        v8Tr/BceqdAPFy7NAiAGYp9yBt2qrDm5Rw9dXPZ3mtyjL0BPCpmtSTtnaxbsQg==
        -----END CERTIFICATE-----
        """

    static let rootKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgYks1Zm1hOlwsGn2i
        5OBEDr56sN4Kf2daSjR94urBmY6hRANCAAQbM2JHhUzvpr5grCJg8W8oUTRE16ts
        msqsqoZUuaf1Xri+AlTKuec7GX+aqyGR10Okj9LiIrrvcBL748wYqReA
        -----END PRIVATE KEY-----
        """

    static let siteKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgnHpIs/0Dc+9I9ZO5
        b+isWP521uZkqciHYg/wSingXfihRANCAAT95CHgdXFn+tS39RuqD6q+WNkKNeYW
        8kz1GJpIOgVLgny3D9vsQkLu+bjS9+Z6DVhOczZfaZb/sMcJSbaTnH2d
        -----END PRIVATE KEY-----
        """

    static let rsaKey = """
        -----BEGIN RSA PRIVATE KEY-----
        MIIEogIBAAKCAQEAwy2S+H9AmPZMNbq3MzZ7AiUEuZPvOq7muobcud484HsM35hh
        u6DI7HsiwpEEb4P8GwqRRx7FtkmUdcazznUAHg0juelFPk9wkpKRvc2/EAzBzwqJ
        jkDCrIM40GgQAUrLu6nFuL7FnMx46k3dTpO7P+mktkkSNsLIujRcucCKCxdFprHi
        L6XXVTgNcOGYlXlkL5rSpXMX5Mb7EDLei8JQFOH0qXvxfFr7tgCQIqB067nEIrqQ
        Ql8C+Xg5HDMxzRsYVQGbedkqnq5Gsqq3+RaP435E90N4TGhQ2slRSb1jVULtiveE
        Q+HcoE9SagWoCyn+1C/m2MxNnHlQ7HhOoAotjQIDAQABAoIBAFM8xPCoaHazl4XU
        htvW8LfV7MFuNzjKLYlACbNU9ZZws+lJteiMZhQAYa8jpIYgfixUIef4Vi5rC978
        qmMyn6WxSdq4ArlTrLk9u9z7+W9RWXhAULCzqrJi1iB/ONAsQ13ZxgKHjYRU6X5X
        Tbn8o/9aV84LtLJY+Lz8pszrMZQPjmU0IeDRYkODg8AEEL42aBVpANW7E9ikEO2u
        toxEkEkyVukOE56adqGOsm+61lFxzA/v7f/7cT27hX+C3LBzF955+kxI1Pgzo89K
        8XJbiLDY+TDItauJPYUyC60GjJFuMpKb7gPqI9vK1GGf9sC5zwatkQ9TWQ8T1c0B
        iUqN00sCgYEA6Vop8sZxddqgbwCQPnbyOyRPI66p4B2ul8AwPDlwXuYR4/cX4DRV
        IolylUQGPAG8XI/J2NrHWVw1RT8So8l92MGgJAwj14LWP5EljkfJKfNMBgmTBJPI
        Rlv8GJ2CWycMF8JOgE7Ynk/CBQnsjTTPcc9tYjhY/54D6YWZC+AEFfcCgYEA1h7w
        oEnDPSPWMFMOJbYZvV0UM+7gsCXzWMboKCK6GPR/mV/AIs5gW/E4xAh0JXdRZ7kU
        e/9sYeiUzaHaga7IN3W5XKmWJyg9dWyXugqm+M0BIzEHqKyDQKfB149RJE8k8TVy
        NGEwSGLRkMQS9u92rU9ij/CIHHqkdO1XqHR555sCgYBYS9Ofl1MLQyR9m/r4h810
        b3K6j7abpN+RcBlQUHOilO+kELUqEuM75EJFFK4/OnDpnUbFFVNlDqzhfNIyw2Up
        BWrw+N7/BvTGrMdHJQaLJxJXHnxQuRKI/PlQ3xiaIRZETzOg/TSeApPpkC2/6IGu
        EMzU43lZj5LvY6vbgHJLVQKBgGOVYDQsGjGFSUiQWDQRzUbU02CT6MwD2nmfiLmh
        7QtOK0oZzjJh6U7ZkZ0akWobZDDpUy2YTb/7e7lnXUiTEWs5xUvjU4JCpNLH/oj4
        C1ALiEvlsboxAZpAa1blwMcyR+wm/0Z9LQd9bhn2Fxvho0BXe2+WXrdgEryO5gXi
        pg+hAoGAcztx+EcTYVLbpnanz424BorA3TdpqUEORarAXQhcE7wJvnrrZxQMI7wj
        iavUPLBwdKOqKUbzBv9MdACh9xp+P8sKgk5l3704ld4806PelV7Sc02j4p4tOT71
        lEDSrnVwt7VqMXrXiJZCkgfqoffAjcY+XfKgLkDT+dqN3BIMjm4=
        -----END RSA PRIVATE KEY-----
        """

    /// Metadata of an identity provider whose assertions the root's key signs.
    static func metadata(_ attributes: String = "") -> String {
        let digits = root.split(separator: "\n").dropFirst().dropLast().joined(separator: "\n")
        return """
            <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="idp" \
            \(attributes)>
            <IDPSSODescriptor \
            protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
            <KeyDescriptor><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#">
            <X509Data><X509Certificate>\(digits)</X509Certificate></X509Data>
            </KeyInfo></KeyDescriptor>
            <SingleSignOnService Binding="b" Location="https://idp.example.com/sso"/>
            </IDPSSODescriptor>
            </EntityDescriptor>
            """
    }
}

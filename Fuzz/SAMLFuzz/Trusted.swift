import Cryptography
import SAML

/// The one that signed what the corpus holds; its key is gone.
let trusted = SAMLTrust(
    issuer: "https://idp.example.com/saml",
    certificates: [Base64.bytes(certificate.utf8.filter { $0 != 0x0A }) ?? []],
    privateKeys: [Secret(key.utf8)]
)

private let certificate = """
    MIIBHDCBwqADAgECAhQukr3m4roY/V+oOcoyEojR83V6FTAKBggqhkjOPQQDAjAOMQwwCgYDVQQD
    DANpZHAwHhcNMjYxMTI0MDc1MDA0WhcNMjcxMTI1MDc1MDA0WjAOMQwwCgYDVQQDDANpZHAwWTAT
    BgcqhkjOPQIBBggqhkjOPQMBBwNCAAQq/lH4I6XroapL0GVTyYIHNm8/9zXkSDfz/+ba4/0CxYEY
    31YCaoulB0UiZRCMl7SHojH2IXpZq7AhYdp89EP5MAoGCCqGSM49BAMCA0kAMEYCIQCy/Xx/4jnV
    298SG9tywKgfwUehK3VUpc2dTggNbiG3awIhAMioUXTNTIljt+NB3uGvsdZNU9sQGLgo/sinjA8l
    KzHZ
    """

/// What the corpus is encrypted for; used for nothing else.
private let key = """
    -----BEGIN PRIVATE KEY-----
    MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC27Ur/Aje4xjM8QBwY7dWB3EWp
    +ojZdMcaswOBjF335zGkyu3cTFchyGMFAuElc16vwbFYWO3s7BLfEtNr4I+jb3xZoAJ79YTlfPLD
    7XSKlVaHBmv+Vd7sXGVoAo0dXq2C2YWjqT33ejz85Jc4nvtNO2GoXsdeqTe24cYwXuW+BHydNJlb
    Mexb7FTeahhW7EeqTT9/j52t1IVQoOt9yW/sgZzb2Hl0H9ySdvKoNAfDc2tFQI/hccEcmR3Rca/L
    T3FRhWoa6gpDAC4U3oJExazxLmkIqrUoI03M9E/OBv3EyhGO+xSM5+/VSG1DFwC8eBytoVp0zvGA
    Hp5WAQirEDFzAgMBAAECggEAUrQKGi0ogDOr6muZyHOO+j1aibUpthckBaA1z5ZkzbYLLdRJojYp
    lq6Ahj19CW+VuaS6x5S9TUaWaaCbUcSfbGb1M5gyR1UDlrXdFFQBQr6t9jIjFURBm19SwamVn1e0
    3tn1n77es0ri0/uNmx3VxF86keL4BIZBGEAPWMMu369m9Q4/lkZDxBHBOZemW5GLFmOqn994YTg0
    tESWKfqU03b53qfXhFmrFp5oM5MCdqx6oy3sjj83MYSja+Zek8i+kxozcu6lKZo+xQgJe3nrNC4e
    vfmf86cigddfHfo/uTbGZ1iqcgxk6aHau5gMO++ICT5LHsiSo5vH8N/Xcb+eIQKBgQDvSEe76eOo
    3dvFSIA6+VEQlnDfwnJ+bAYQNiY27lv+Mpe+1365v19o9BPSbfEGStqBgz3hWKTsp7iWDrZ5ME/4
    YRhsrnNolZLnN30rv6ZkWLel8yLmfwAM9ieRhIuCvrkvMezswczh/63zxQ8K3scn8kOagGC7zqBa
    2Kovozu4mQKBgQDDtQ8/CMgV9RMf18bJhJchprcXvONnyqhFD8Ez/mi8uFfBUYZLbcGUZV5HzGdY
    RSoe//Qibaw+vPhDvidqSbg99u77IgnfLI8xnewA+NUzAyNK79t+b9iIu1ffMYDkR41RuwxO7Qky
    GruzULMQ+mUdgWgvBRuvvSdH9ZvBvbDF6wKBgQC/tV5brMFMeyvn/PVXyoZrTszySVzn8u5MsMWf
    PwuPNsOjEA4lDbGIaf0znAf+bZxxJVA/qoDAZoQaHYGOyOlZa5lhAcfPI/9Fpoxvr6XFQdspZwow
    N9I3kEQVb2dDAkFmEY7sBT18WBfrdZdesyxG0e/d6jsWXS7Wej6n2hUwCQKBgCvdTCKDtFz/hh7P
    /TUzq7AWLtl6M7oSuS5pfpNJxW3vH3Qr8p67ZfT912jeTpeBQRSbp7uDu2SAdGCyoSD4jvwMebn+
    AhpsYVfsnnYFT7vUSzfDlP280dqrquFStiH0S59y/io+hJ4fUcy6HLiEdt9rHs/TJEZ6bfB6A0Qk
    YRerAoGBAOO4nDLjHbtN+Mj1urPKeopkBnp7Zkmlds7zpKbNywcb2KTuX8xOKVWAOOT5lNluFisR
    jLQL+zl9lj/+YCHccVGJjUzV0lKs9R4blEewLqzgtl70RAJXlhzfwkjaCb+I+RN/7K4yzOJs1i0L
    tV9chv5jjBPO94GPTuVuYDUbILTF
    -----END PRIVATE KEY-----
    """

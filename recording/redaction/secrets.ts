/** What stands for something that was removed for good. */
export const removed = '***'

/** Fields whose text is a secret whatever it looks like. Short names count when they are all there is: others would be such by chance. */
const secretName =
  /^(?:ak|sk|pwd|jwt)$|secret|password|passwd|passphrase|cookie|token|signature|authorization|credential|access_?key|api_?key|private_?key/i

/** Texts that are secrets wherever they stand: key ids, temporary keys, values of the Authorization header, signed tokens (JWT), what signs a query, private keys. */
const secretForms =
  /LTAI[0-9A-Za-z]{8,}|STS\.[0-9A-Za-z_-]{8,}|ACS3-[A-Z0-9-]+ +Credential=\S+|(?:Bearer|Basic) +[0-9A-Za-z._~+/=-]{8,}|eyJ[0-9A-Za-z_-]{8,}\.eyJ[0-9A-Za-z_-]{8,}\.[0-9A-Za-z_-]*|(?<=\b(?:Signature|SecurityToken|AccessKeyId|AccessKeySecret)=)[^&\s"'<>\\*]+|-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]*-----END [A-Z ]*PRIVATE KEY-----/g

/** Whether a field's text is removed without a look at it. */
export const isSecretName = (name: string): boolean => secretName.test(name)

/** The shortest secret form: `Signature=` and a character. */
const shortest = 11

/** A text without what has the form of a secret. */
export const withoutSecretForms = (text: string): string =>
  text.length < shortest || /^\d+$/.test(text) ? text : text.replace(secretForms, removed)

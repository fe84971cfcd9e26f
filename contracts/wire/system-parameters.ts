/** Parameters that say who asks and prove it. They are kept nowhere. */
export const credentialParameters: ReadonlySet<string> = new Set([
  'AccessKeyId',
  'Signature',
  'SecurityToken',
  'BearerToken',
])

/** Parameters of the wire that differ from client to client though the call is the same. */
export const incidentalParameters: ReadonlySet<string> = new Set([
  'SignatureNonce',
  'Timestamp',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureType',
  'Format',
  'RegionId',
])

/** Parameters of every call, whatever it asks for. */
export const commonParameters: ReadonlySet<string> = new Set([
  'Action',
  'Version',
  'Format',
  'AccessKeyId',
  'SignatureMethod',
  'SignatureVersion',
  'SignatureNonce',
  'SignatureType',
  'Signature',
  'Timestamp',
  'SecurityToken',
  'RegionId',
])

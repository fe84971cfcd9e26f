/** Where a connection of an application under `exec` goes. */
export type Destination = 'emulator' | 'refused' | 'through'

/** Regions whose names the certificate of the emulator carries. */
export const regions: readonly string[] = (
  'ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-5 ap-southeast-6 ap-southeast-7 ' +
  'ap-northeast-1 ap-northeast-2 ap-south-1 cn-hongkong cn-hangzhou cn-shanghai cn-beijing cn-shenzhen ' +
  'cn-qingdao cn-zhangjiakou eu-central-1 eu-west-1 us-east-1 us-west-1 me-east-1'
).split(' ')

/** Names of the vendor that the emulator answers for: the service, the tokens of its queues, and the queues. */
export const emulatedNames: readonly string[] = [
  'cams.aliyuncs.com',
  'dybaseapi.aliyuncs.com',
  ...regions.flatMap((region) => [
    `cams.${region}.aliyuncs.com`,
    `cams-vpc.${region}.aliyuncs.com`,
    `dybaseapi.${region}.aliyuncs.com`,
    `*.mns.${region}.aliyuncs.com`,
  ]),
]

/**
 * Decides about a host: this machine is passed through, the vendor's Chat App hosts go to the emulator, every other host of the
 * vendor is refused, and so is the rest of the world when `offline`.
 * @param host a name or an address, without a port
 */
export function destinationOf(host: string, offline: boolean): Destination {
  const name = host.toLowerCase().replaceAll(/[[\]]/g, '').replace(/\.$/, '')
  if (isThisMachine(name)) return 'through'
  if (!/(^|\.)aliyuncs\.com$/.test(name)) return offline ? 'refused' : 'through'
  const emulated = emulatedNames.some((known) =>
    known.startsWith('*.') ? name.endsWith(known.slice(1)) : name === known,
  )
  return emulated ? 'emulator' : 'refused'
}

/** Whether the vendor would have been reached: the tripwire rings for these, and not for other hosts that `offline` refuses. */
export const isVendorHost = (host: string): boolean => /(^|\.)aliyuncs\.com\.?$/i.test(host)

const isThisMachine = (name: string): boolean =>
  name === '' ||
  name === 'localhost' ||
  name.endsWith('.localhost') ||
  name === '::1' ||
  name === '::' ||
  name === '0.0.0.0' ||
  /^(::ffff:)?127(\.\d{1,3}){3}$/.test(name)

/** Where the real service is called, unless another address is named. */
export const liveEndpoint = 'https://cams.ap-southeast-1.aliyuncs.com'

/** Whether an address, with a scheme or without one, is the vendor's. */
export function isLiveEndpoint(address: string): boolean {
  const whole = /^[a-z]+:\/\//i.test(address) ? address : `https://${address}`
  // A dot at the end of a name changes nothing of where it leads.
  return URL.canParse(whole) && /(^|\.)aliyuncs\.com\.?$/i.test(new URL(whole).hostname)
}

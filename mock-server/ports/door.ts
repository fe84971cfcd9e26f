/** A way into an emulator that has connections of its own. What is known of a call only after it came in is no business of a door. */
export interface Door {
  /** Whether it speaks TLS. */
  readonly tls: boolean
  /** Takes notice of the faults of the demo world. Resolves when that is done: to the address of the control API if it had to move. */
  follow(): Promise<string | undefined>
}

/** A door whose connections no fault can close. */
export const openDoor: Door = { tls: false, follow: async () => undefined }

/** Something wrong with a scenario, and where. */
export interface Complaint {
  readonly path: readonly PropertyKey[]
  readonly message: string
}

/** Where and who: what the labelling screen says of its surroundings. */
export type LabelProject = { id: string; slug: string; name: string }
export type LabelPerson = { id: string; name: string; email: string }

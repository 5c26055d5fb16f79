export { PersonExportState, personExportMachine } from './states'
export { Counted, counted, DeletionKind, DeletionThing, Hold, holdersText, MOST_NAMED, type Weight } from './weight'

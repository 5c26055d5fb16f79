export { AgreementScreen } from './agreement-screen'
export { IntervalPlot, ScaleTicks } from './interval-plot'
export { percentOn, type Scale } from './scale'

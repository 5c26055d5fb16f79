export { CodeField, OwnPasswordField } from './fields'
export { signInWithPassword } from './sign-in'

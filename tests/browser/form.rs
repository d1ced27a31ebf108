//! The self-assessment as homes have it: its scripts agree with the program, and a manager can fill it in.

mod agree;
mod desk;
mod draft;
mod fill;
mod firefox;
mod random;
mod safe;

//! `doorstep authority`.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

/// How an authority runs.
#[derive(Debug, Args)]
pub struct AuthorityOptions {
    /// Its folder; a new one is prepared, one that exists is used with its keys and data
    /// [default: doorstep/authority in the user's data]
    #[arg(long, value_name = "DIR")]
    pub home: Option<PathBuf>,

    /// Where to listen [default: where it listened last, at first a free port on loopback]
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<SocketAddr>,

    /// Stop its clock at this moment of the years 2020 to 2049, until `admin clock` puts it elsewhere
    #[arg(long, value_name = "RFC3339", value_parser = super::moment)]
    pub at: Option<i64>,

    /// Go by the clock in this file, which `doorstep clock` moves; 90 days on and farther `admin clock`,
    /// which has signed what is due by then
    #[arg(long, value_name = "FILE", conflicts_with = "at")]
    pub clock: Option<PathBuf>,

    /// The region of a new home: the name of a document that comes with the program (RU-NIZ,
    /// RU-TA-2020-04-01), or a file; acts are in force when they were, so see --at and `admin act`
    /// [default: XX-REF]
    #[arg(long, value_name = "NAME|FILE")]
    pub region: Option<OsString>,

    /// Count this machine as a source too, when codes are asked for
    #[arg(long)]
    pub strict_budgets: bool,
}
